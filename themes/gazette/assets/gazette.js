// Updates a printed page: today's date in the masthead, and the newest stories in the widget. It also applies the focus
// point of cropped pictures (style sheets cannot read `data-focus`), fills the places of pictures that are loading with
// a colour and gives sections theirs (where style sheets cannot read `data-colour`), removes tables that do not scroll
// from the tab order, and gives galleries buttons. The page is complete without this script.
(() => {
  "use strict";

  // Formats `date` with a CLDR pattern such as "d 'de' MMMM y", in a language and a time zone.
  function formatted(date, pattern, language, zone) {
    const styles = { y: "numeric", M: "numeric", MM: "2-digit", MMM: "short", MMMM: "long", LLL: "short", LLLL: "long", d: "numeric", dd: "2-digit", E: "short", EEEE: "long" };
    const names = { y: "year", M: "month", L: "month", d: "day", E: "weekday" };
    const options = { timeZone: zone, numberingSystem: "latn", calendar: "gregory" };
    const tokens = /'[^']*'|y+|M+|L+|d+|E+/g; // text between apostrophes is literal
    for (const [token] of pattern.matchAll(tokens)) if (token[0] !== "'") options[names[token[0]]] = styles[token] || "numeric";
    const parts = new Intl.DateTimeFormat(language, options).formatToParts(date);
    const values = Object.fromEntries(parts.map((part) => [part.type, part.value]));
    return pattern.replace(tokens, (token) => (token[0] === "'" ? token.slice(1, -1) || "'" : values[names[token[0]]]));
  }

  function printToday(place) {
    const now = new Date();
    const time = document.createElement("time");
    Object.assign(time.dataset, place.dataset);
    time.textContent = formatted(now, time.dataset.pattern, document.documentElement.lang, time.dataset.zone);
    time.dateTime = new Intl.DateTimeFormat("en-CA", { timeZone: time.dataset.zone }).format(now);
    place.replaceWith(time);
  }

  const readsColours = CSS.supports("color", "attr(data-colour type(<color>))");

  function dressPictures(root) {
    root.querySelectorAll("img[data-focus]").forEach((image) => { image.style.objectPosition = image.dataset.focus; });
    if (readsColours) return;
    root.querySelectorAll("img[data-colour]").forEach((image) => {
      if (image.complete && image.naturalWidth) return;
      image.style.backgroundColor = image.dataset.colour;
      image.addEventListener("load", () => { image.style.backgroundColor = ""; }, { once: true });
    });
  }

  async function refresh(widget) {
    const response = await fetch(widget.dataset.latest);
    if (!response.ok) return;
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    const here = location.pathname;
    const items = [...fresh.querySelectorAll(".latest-item")]
      .filter((item) => new URL(item.querySelector(".latest-headline a").getAttribute("href"), location.href).pathname !== here);
    const list = widget.querySelector(".latest-list");
    if (!items.length) return;
    list.replaceChildren(...items.slice(0, Number(widget.dataset.count)));
    dressPictures(list);
  }

  // Tables that do not scroll need no keyboard focus.
  function watchTable(region) {
    const given = ["role", "aria-label", "tabindex"].map((name) => [name, region.getAttribute(name)]);
    const observer = new ResizeObserver(() => {
      const scrolls = region.scrollWidth > region.clientWidth;
      for (const [name, value] of given) {
        if (scrolls && value !== null) region.setAttribute(name, value);
        else region.removeAttribute(name);
      }
    });
    observer.observe(region);
    if (region.firstElementChild) observer.observe(region.firstElementChild);
  }

  // Galleries: buttons, the number of the picture, and arrow keys that move by one picture.
  function turnGallery(gallery) {
    const strip = gallery.querySelector(".gallery-strip");
    const slides = [...strip.querySelectorAll("img")].map((image) => image.closest("figure, li, picture") || image);
    if (slides.length < 2) return;
    const { previous, next, position } = gallery.dataset;
    const backwards = () => getComputedStyle(strip).direction === "rtl";
    const pitch = () => Math.abs(slides[1].offsetLeft - slides[0].offsetLeft) || 1;
    let shown = 0;

    function button(label, step) {
      const made = document.createElement("button");
      made.type = "button";
      made.setAttribute("aria-label", label);
      made.addEventListener("click", () => turn(shown + step));
      return made;
    }
    const back = button(previous, -1);
    const onwards = button(next, 1);
    const number = document.createElement("p");
    number.setAttribute("role", "status");
    const turning = document.createElement("div");
    turning.className = "gallery-turning";
    turning.append(back, number, onwards);
    strip.after(turning);

    function show(slide) {
      shown = Math.max(0, Math.min(slide, slides.length - 1));
      number.textContent = position.replace("{number}", shown + 1).replace("{count}", slides.length);
      back.setAttribute("aria-disabled", shown === 0);
      onwards.setAttribute("aria-disabled", shown === slides.length - 1);
    }
    function turn(slide) {
      show(slide);
      strip.scrollTo({ left: (backwards() ? -1 : 1) * shown * pitch() });
    }
    function seen() {
      const end = Math.abs(strip.scrollLeft) + strip.clientWidth > strip.scrollWidth - 2;
      show(end ? slides.length - 1 : Math.round(Math.abs(strip.scrollLeft) / pitch()));
    }

    let waiting;
    strip.addEventListener("scroll", () => { clearTimeout(waiting); waiting = setTimeout(seen, 100); }, { passive: true });
    strip.addEventListener("keydown", (event) => {
      const right = backwards() ? -1 : 1;
      const slide = { ArrowRight: shown + right, ArrowLeft: shown - right, Home: 0, End: slides.length - 1 }[event.key];
      if (slide === undefined || event.target !== strip || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      turn(slide);
    });
    show(0);
  }

  document.querySelectorAll("[data-today]").forEach((place) => {
    try { printToday(place); } catch { /* old browsers keep the printed date */ }
  });
  if (!readsColours) {
    document.querySelectorAll(":not(img)[data-colour]").forEach((place) => { place.style.setProperty("--colour", place.dataset.colour); });
  }
  dressPictures(document);
  document.querySelectorAll(".table-scroll").forEach(watchTable);
  document.querySelectorAll(".gallery").forEach(turnGallery);
  document.querySelectorAll("[data-latest]").forEach((widget) => refresh(widget).catch(() => {}));
})();

// Embeds: a button shows what another site offers, in a frame. Before a reader presses it, nothing is asked of that site.
(() => {
  "use strict";

  const frames = [];

  // The limits are set before the address, so that the frame never loads without them.
  function frameOf(card) {
    const { frame: address, title, ratio, height } = card.dataset;
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups");
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.allow = "fullscreen";
    frame.title = title;
    frame.className = "embed-frame";
    if (ratio) frame.dataset.ratio = ratio;
    else frame.height = height;
    frame.src = address;
    return frame;
  }

  function show(card) {
    const frame = frameOf(card);
    frames.push(frame);
    card.classList.add("is-open"); // it is hidden, but printed in the place of the frame
    card.after(frame);
    frame.focus({ preventScroll: true });
    // What is loaded replaces the empty document that has the focus.
    frame.addEventListener("load", () => { if (document.activeElement === frame) frame.contentWindow.focus(); }, { once: true });
  }

  // Charts and posts report the height that they need; those of a fixed shape keep it.
  function heightIn(message) {
    const data = typeof message === "string" ? JSON.parse(message) : message;
    const [height] = [data.height, ...Object.values(data["datawrapper-height"] || {})].filter(Number.isFinite);
    return height;
  }

  addEventListener("message", ({ source, data }) => {
    const frame = frames.find((each) => each.contentWindow === source);
    if (!frame || frame.dataset.ratio) return;
    let height;
    try { height = heightIn(data); } catch { return; }
    if (height > 0) frame.height = Math.min(Math.ceil(height), 5000);
  });

  document.querySelectorAll(".embed-offer").forEach((offer) => {
    offer.hidden = false;
    offer.querySelector("button").addEventListener("click", () => show(offer.parentElement), { once: true });
  });
})();
