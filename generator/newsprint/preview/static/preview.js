// Connects a page with the preview: reloads it, swaps its style sheets, and shows what readers do not see.
(() => {
  "use strict";
  const script = document.currentScript;
  const told = { page: script.dataset.page, styles: script.dataset.styles, notes: script.dataset.print };

  async function fresh() {
    const response = await fetch(location.href, { cache: "no-store" });
    return new DOMParser().parseFromString(await response.text(), "text/html");
  }

  const scriptOf = (page) => page.querySelector('script[src="/_preview/preview.js"]');
  const sheetsOf = (page) => [...page.querySelectorAll('link[rel~="stylesheet"]')];

  // The new sheet stands beside the old one until it is there, so that the page is never without style.
  async function swapStyles() {
    const page = await fresh();
    const wanted = sheetsOf(page);
    sheetsOf(document).forEach((old, place) => {
      const sheet = wanted[place];
      if (!sheet || sheet.href === old.href) return;
      const next = document.importNode(sheet);
      next.addEventListener("load", () => old.remove());
      next.addEventListener("error", () => location.reload());
      old.after(next);
    });
    const script = scriptOf(page);
    if (script) told.styles = script.dataset.styles;
  }

  async function swapNotes() {
    const script = scriptOf(await fresh());
    if (!script) return;
    told.notes = script.dataset.print;
    showNotes(JSON.parse(script.dataset.notes));
  }

  window.LiveReloadPluginNewsprint = class {
    static identifier = "newsprint";
    static version = "1";
    reload(path) {
      if (path === "newsprint:styles") swapStyles();
      else if (path === "newsprint:notes") swapNotes();
      else location.reload();
      return true;
    }
    analyze() {
      return told;
    }
  };

  const look = `
    :host { all: initial; }
    .notes { position: fixed; z-index: 2147483647; inset: auto 0 0 0; display: flex; flex-wrap: wrap; gap: .5rem;
      justify-content: center; padding: .75rem; pointer-events: none; font: 600 .875rem/1.3 system-ui, sans-serif; }
    .notes > * { pointer-events: auto; padding: .5rem .9rem; border-radius: .3rem; box-shadow: 0 1px 6px #0006;
      color: #fff; background: #26313d; text-decoration: none; max-width: 90vw; box-sizing: border-box; }
    .ribbon { background: #7a1f3d; } .ribbon.scheduled { background: #1f4f7a; } .ribbon.expired { background: #4a4a4a; }
    .problems { background: #8f1d14; }
    a:focus-visible { outline: 3px solid #ffd24d; outline-offset: 2px; }
    @media print { .notes { display: none; } }`;
  const badge = `display: inline-block; margin-inline-start: .5em; padding: .1em .5em; border-radius: .25em;
    background: #7a1f3d; color: #fff; font: 600 .75rem/1.4 system-ui, sans-serif; letter-spacing: 0;
    text-transform: none; vertical-align: middle; white-space: nowrap;`;
  const host = document.createElement("newsprint-preview");
  const marks = document.createElement("style");

  function element(name, className, text) {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  }

  function showNotes(notes) {
    const root = host.shadowRoot || host.attachShadow({ mode: "open" });
    root.replaceChildren(element("style", "", look));
    const bar = element("div", "notes", "");
    bar.setAttribute("role", "status");
    if (notes.ribbon) bar.append(element("div", `ribbon ${notes.state}`, notes.ribbon));
    if (notes.problems) {
      const link = element("a", "problems", notes.problems === 1 ? "1 mistake" : `${notes.problems} mistakes`);
      link.href = "/_desk/problems/";
      bar.append(link);
    }
    root.append(bar);
    if (!host.isConnected) document.documentElement.append(host);
    const links = notes.marks.map((mark) => `a[href=${JSON.stringify(mark.url)}]:not(:has(img, picture, svg))::after`);
    const labels = notes.marks.map((mark, place) => `${links[place]} { content: ${JSON.stringify(mark.label)}; }`);
    marks.textContent = links.length ? `${labels.join("\n")}\n${links.join(",\n")} { ${badge} }` : "";
    if (!marks.isConnected) document.head.append(marks);
  }

  showNotes(JSON.parse(script.dataset.notes));

  const connection = document.createElement("script");
  const port = location.port || (location.protocol === "https:" ? 443 : 80);
  connection.src = `/_preview/livereload.js?host=${location.hostname}&port=${port}&mindelay=300&maxdelay=2000`;
  document.head.append(connection);
})();
