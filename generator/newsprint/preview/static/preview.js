// Connects a page with the preview: reloads it, replaces its style sheets, and shows the preview's notes.
(() => {
  "use strict";
  const script = document.currentScript;
  const { page, styles, notesDigest: notes, outlet } = script.dataset;
  const fingerprint = { page, styles, notes, outlet };

  async function showNotes(notes) {
    (await import("/_preview/notes.js")).show(notes);
  }

  async function fresh() {
    const response = await fetch(location.href, { cache: "no-store" });
    return new DOMParser().parseFromString(await response.text(), "text/html");
  }

  const scriptOf = (page) => page.querySelector('script[src="/_preview/preview.js"]');
  const sheetsOf = (page) => [...page.querySelectorAll('link[rel~="stylesheet"]')];

  // The old sheet stays until the new one is loaded, so that the page is never without styles.
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
    if (script) fingerprint.styles = script.dataset.styles;
  }

  async function swapNotes() {
    const script = scriptOf(await fresh());
    if (!script) return;
    fingerprint.notes = script.dataset.notesDigest;
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
      return fingerprint;
    }
  };

  showNotes(JSON.parse(script.dataset.notes));

  const connection = document.createElement("script");
  const port = location.port || (location.protocol === "https:" ? 443 : 80);
  connection.src = `/_preview/livereload.js?host=${location.hostname}&port=${port}&mindelay=300&maxdelay=2000`;
  document.head.append(connection);
})();
