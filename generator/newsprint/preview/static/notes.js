// The preview's notes on a page: a bar at its foot, and badges beside the links to hidden stories.
// The bar is in a shadow root outside of the body, and the badges are generated content. So the page's own elements do
// not change, the theme's rules do not apply to the bar, and the bar's rules do not apply to the page.

const COLOURS = { draft: "#7a1f3d", embargoed: "#8a3b12", scheduled: "#1f4f7a", expired: "#4b4f55", problems: "#a3160c" };
const FOLDED = "newsprint-preview-folded";
const PICTURE = ":has(img, picture, svg)";
const FACE = "system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif";

// Sizes are relative to the browser's font size, not to the theme's.
const LOOK = `
  :host { all: initial !important; display: block !important; direction: ltr !important; font-size: medium !important; }
  .bar { position: fixed; z-index: 2147483647; inset: auto 0 0 0; display: flex; justify-content: center;
    padding: 0.5em; pointer-events: none; font: 600 0.875em/1.35 ${FACE}; }
  .bar[hidden] { display: none; }
  .bar.folded { justify-content: flex-end; }
  .panel { display: flex; max-inline-size: 46em; border: 1px solid #ffffff73; border-radius: 0.4em; overflow: clip;
    overflow-clip-margin: 6px; box-shadow: 0 1px 0.6em #0007; background: #26313d; color: #fff; pointer-events: auto; }
  .said { display: flex; flex-wrap: wrap; align-items: stretch; }
  .said > * { flex: 1 1 auto; padding: 0.6em 1em; }
  .said > :empty, .folded .said { display: none; }
  a { color: inherit; text-underline-offset: 0.2em; }
  button { min-inline-size: 2.75em; border: 0; padding: 0.6em 0.9em; background: #26313d; color: inherit; font: inherit;
    cursor: pointer; }
  button:hover, a:hover { text-decoration-thickness: 2px; filter: brightness(1.2); }
  a:focus-visible, button:focus-visible { outline: 3px solid #ffd24d; outline-offset: -4px; }
  ${Object.entries(COLOURS).map(([name, colour]) => `.${name} { background: ${colour}; }`).join("\n")}
  @media print { :host { display: none !important; } }`;

const host = document.createElement("newsprint-preview");
const badges = new CSSStyleSheet();
let shown = { ribbon: "", state: "", marks: [], problems: 0 };
let folded = remembered();
let parts;

function remembered() {
  try { return sessionStorage.getItem(FOLDED) !== null; } catch { return false; }
}

function fold(whether) {
  folded = whether;
  try {
    if (folded) sessionStorage.setItem(FOLDED, "");
    else sessionStorage.removeItem(FOLDED);
  } catch { /* without storage, the choice is not remembered */ }
  drawBar();
}

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// An empty element at the end of the page makes room, so that the bar does not hide the last line.
function makeBar() {
  const ribbon = element("span", {});
  const problems = element("a", { href: "/_desk/problems/" });
  const said = element("div", { class: "said", role: "status" }, ribbon, problems);
  const button = element("button", { type: "button", "aria-label": "Hide the note" }); // it has a name before it is drawn
  const bar = element("aside", { class: "bar", "aria-label": "Preview" }, element("div", { class: "panel" }, said, button));
  const spacer = element("div", {});
  const look = new CSSStyleSheet();
  look.replaceSync(LOOK);
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [look];
  root.append(spacer, bar);
  button.addEventListener("click", () => fold(!folded));
  new ResizeObserver(() => { spacer.style.blockSize = `${bar.offsetHeight}px`; }).observe(bar);
  host.lang = "en";
  document.documentElement.append(host);
  document.adoptedStyleSheets.push(badges);
  return { bar, ribbon, problems, button };
}

const counted = (problems) => (problems ? `${problems} ${problems === 1 ? "problem" : "problems"}` : "");

function drawBar() {
  const { bar, ribbon, problems, button } = parts;
  const inShort = [shown.state, counted(shown.problems)].filter(Boolean).join(", ");
  bar.hidden = !inShort;
  bar.classList.toggle("folded", folded);
  ribbon.className = shown.state;
  ribbon.textContent = shown.ribbon;
  problems.className = shown.problems ? "problems" : "";
  problems.textContent = counted(shown.problems);
  button.className = folded ? shown.state || "problems" : "";
  button.textContent = folded ? inShort : "×";
  button.title = folded ? "Show the note" : "Hide the note";
  button.setAttribute("aria-label", folded ? `${inShort}: show the note` : "Hide the note");
  button.setAttribute("aria-expanded", String(!folded));
}

// A theme may use ::after of a link, for example to make a whole card clickable; then the badge uses ::before.
function placeOf(link) {
  const used = link && getComputedStyle(link, "::after").content;
  return used && used !== "none" && used !== "normal" ? "::before" : "::after";
}

function badge({ url, label }) {
  const address = JSON.stringify(url).slice(0, -1);
  const links = `:is(a[href=${address}"], a[href^=${address}#"], a[href^=${address}?"])`;
  const place = placeOf(document.querySelector(links));
  const space = place === "::after" ? "margin-inline-start" : "margin-inline-end";
  return `${links}:not(${PICTURE})${place}, ${links}${PICTURE}:has(h1, h2, h3, h4, h5, h6, p)${place} {
    all: initial; content: "${label}"; content: "${label}" / " (${label})"; display: inline-block; ${space}: 0.6em;
    padding: 0 6px; border-radius: 3px; background: ${COLOURS[label]}; box-shadow: 0 0 0 1px #ffffff59; color: #fff;
    font: 600 12px/18px ${FACE}; vertical-align: middle; white-space: nowrap; }`;
}

function drawBadges(marks) {
  badges.replaceSync("");
  badges.replaceSync(`@media screen { ${marks.map(badge).join("\n")} }`);
}

// A theme may fill an element with stories of another page; the marks for these are in that page's notes.
async function marksOfOthers() {
  const addresses = new Set([...document.querySelectorAll("[data-latest]")].map((place) => place.dataset.latest));
  const pages = [...addresses].map(async (address) => {
    const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
    const script = page.querySelector('script[src="/_preview/preview.js"]');
    return script ? JSON.parse(script.dataset.notes).marks : [];
  });
  const here = location.pathname;
  const settled = await Promise.allSettled(pages);
  return settled.flatMap(({ value }) => value || []).filter((mark) => mark.url !== here);
}

export function show(notes) {
  parts ||= makeBar();
  shown = notes;
  drawBadges(shown.marks);
  setTimeout(drawBar); // screen readers announce only text that is added after its live region exists
  marksOfOthers().then((others) => {
    const known = new Set(shown.marks.map((mark) => mark.url));
    const more = others.filter((mark) => !known.has(mark.url));
    if (shown === notes && more.length) drawBadges([...shown.marks, ...more]);
  });
}
