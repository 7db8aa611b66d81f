// Draws the tide of 16 December 2024 in a cut through the harbour, and encodes the film. film.py runs it in a browser.

const INK = "#14213d", DEEP = "#1f5068", TEAL = "#2f8489", PALE = "#d3dfd2", CREAM = "#f5ead3";
const SAND = "#e8d2a6", MUSTARD = "#e2a336", BRICK = "#b23a2b", RUST = "#7a2a28", SLATE = "#52616d", STONE = "#98a09b";
const WIDTH = 1280, HEIGHT = 720, DATUM = 590, METRE = 72;
const TIDES = [[386, 4.94], [758, 0.43], [1128, 4.82]]; // minutes after midnight, metres above chart datum
const BED = [
  [0, 0.2], [250, 0.1], [330, -0.2], [460, 0.25], [600, 0.1], [700, 0.95],
  [800, 0.9], [880, 0.1], [1000, -0.3], [1090, 0.2], [1160, 1.6], [1280, 3.4],
];
const SIGHTS = [
  ["The Amity", 395, 1.05, 0.8], ["The tram", 545, 0.85, 0.5],
  ["The old bar", 750, 1.3, 0.9], ["The Monks’ Stair", 1010, 1.05, 0.75],
]; // name, place, height of the words, and the level below which they are shown

const at = (metres) => DATUM - metres * METRE;

function level(minute) {
  const [from, to] = minute < TIDES[1][0] ? [TIDES[0], TIDES[1]] : [TIDES[1], TIDES[2]];
  const part = (minute - from[0]) / (to[0] - from[0]);
  return from[1] + (to[1] - from[1]) * (1 - Math.cos(Math.PI * part)) / 2;
}

function shape(pen, colour, points) {
  pen.fillStyle = colour;
  pen.beginPath();
  points.forEach(([x, y]) => pen.lineTo(x, y));
  pen.fill();
}

function line(pen, colour, width, points) {
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.beginPath();
  points.forEach(([x, y]) => pen.lineTo(x, y));
  pen.stroke();
}

function sky(pen, minute) {
  pen.fillStyle = CREAM;
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  for (let y = 18, gap = 8; y < 430; y += gap, gap *= 1.06) line(pen, PALE, 5, [[0, y], [WIDTH, y]]);
  const part = (minute - TIDES[0][0]) / (TIDES[2][0] - TIDES[0][0]);
  pen.fillStyle = MUSTARD;
  pen.beginPath();
  pen.arc(280 + 820 * part, 330 - 140 * Math.sin(Math.PI * part), 44, 0, 7);
  pen.fill();
}

function bed(pen) {
  const ground = BED.map(([x, metres]) => [x, at(metres)]);
  shape(pen, SAND, [...ground, [WIDTH, HEIGHT], [0, HEIGHT]]);
  for (let down = 16; down < 150; down += 15) line(pen, "#d9bd88", 3, ground.map(([x, y]) => [x, y + down]));
  line(pen, INK, 5, ground);
}

function sights(pen) {
  for (let n = 0; n < 7; n++) { // the ribs of the schooner
    const x = 345 + 17 * n;
    line(pen, RUST, 7, [[x, at(-0.1)], [x - 5, at(0.35)], [x + 3, at(0.72 - Math.abs(n - 3) * 0.06)]]);
  }
  pen.fillStyle = BRICK; // the tram
  pen.fillRect(500, at(0.52), 92, METRE * 0.4);
  pen.fillStyle = CREAM;
  for (let n = 0; n < 5; n++) pen.fillRect(507 + 17 * n, at(0.4), 11, 11);
  shape(pen, INK, [[496, at(0.5)], [596, at(0.5)], [586, at(0.58)], [506, at(0.58)]]);
  const stumps = [[690, 1.14], [718, 1.06], [748, 1.12], [781, 1.04]];
  for (const [x, top] of stumps) line(pen, RUST, 12, [[x, at(0.85)], [x + 2, at(top)]]);
  pen.fillStyle = SLATE; // the stair
  for (let n = 0; n < 9; n++) pen.fillRect(1062 + 14 * n, at(0.16 * n - 0.02), 138 - 14 * n, METRE * 0.13);
}

function quay(pen) {
  shape(pen, STONE, [[0, at(6.1)], [226, at(6.1)], [242, HEIGHT], [0, HEIGHT]]);
  for (let metres = 5.5; metres > -2; metres -= 0.55) line(pen, SLATE, 3, [[0, at(metres)], [236, at(metres)]]);
  shape(pen, INK, [[206, at(6.35)], [236, at(6.35)], [236, at(6.1)], [206, at(6.1)]]);
  pen.font = "600 20px Franklin";
  for (let metres = 0; metres < 6; metres++) { // the gauge
    pen.fillStyle = CREAM;
    pen.fillRect(178, at(metres) - 13, 52, 26);
    pen.fillStyle = INK;
    pen.fillText(`${metres} m`, 186, at(metres) + 7);
  }
}

function sea(pen, minute) {
  const metres = level(minute);
  const surface = [];
  for (let x = 228; x <= WIDTH; x += 8) {
    surface.push([x, at(metres) + 4 * Math.sin(x / 37 + minute / 9) + 2 * Math.sin(x / 13 - minute / 7)]);
  }
  pen.save();
  pen.globalAlpha = 0.86;
  shape(pen, TEAL, [...surface, [WIDTH, HEIGHT], [242, HEIGHT]]);
  pen.restore();
  pen.save();
  pen.beginPath();
  [...surface, [WIDTH, HEIGHT], [242, HEIGHT]].forEach(([x, y]) => pen.lineTo(x, y));
  pen.clip();
  for (let down = 22; down < 420; down += 24) line(pen, DEEP, 3, surface.map(([x, y]) => [x, y + down]));
  pen.restore();
  line(pen, CREAM, 5, surface);
}

function words(pen, minute) {
  const metres = level(minute);
  pen.fillStyle = INK;
  pen.font = "600 74px Newsreader";
  const clock = [minute / 60, minute % 60].map((each) => String(Math.floor(each)).padStart(2, "0"));
  pen.fillText(clock.join(":"), 286, 92);
  pen.font = "500 30px Franklin";
  pen.fillText(`${metres.toFixed(1)} metres`, 512, 90);
  pen.font = "600 25px Franklin";
  pen.textAlign = "center";
  for (const [name, x, height, shown] of SIGHTS) if (metres < shown) pen.fillText(name, x, at(height));
  pen.textAlign = "start";
}

function draw(pen, minute) {
  sky(pen, minute);
  bed(pen);
  sights(pen);
  sea(pen, minute);
  quay(pen);
  words(pen, minute);
}

function canvas(scale) {
  const made = document.createElement("canvas");
  made.width = WIDTH * scale;
  made.height = HEIGHT * scale;
  const pen = made.getContext("2d");
  pen.scale(scale, scale);
  pen.lineJoin = "round";
  return [made, pen];
}

async function loadFonts(folder) {
  const files = { Newsreader: "newsreader-latin-opsz-normal", Franklin: "libre-franklin-latin-wght-normal" };
  for (const [name, file] of Object.entries(files)) {
    document.fonts.add(await new FontFace(name, `url(${folder}/${file}.woff2)`, { weight: "100 900" }).load());
  }
}

// Returns a picture of the harbour at a minute of the day, as WebP in base64.
function poster(minute) {
  const [made, pen] = canvas(1);
  draw(pen, minute);
  return made.toDataURL("image/webp", 0.86).split(",")[1];
}

// Returns the frames of the film: their time in milliseconds, whether they need no other, and their data in base64.
async function film(seconds, rate, bitrate) {
  const [made, pen] = canvas(0.5);
  const frames = [];
  const encoder = new VideoEncoder({
    output: (chunk) => {
      const data = new Uint8Array(chunk.byteLength);
      chunk.copyTo(data);
      frames.push([Math.round(chunk.timestamp / 1000), chunk.type === "key", btoa(String.fromCharCode(...data))]);
    },
    error: (problem) => { throw problem; },
  });
  const { width, height } = made;
  encoder.configure({ codec: "vp09.00.21.08", width, height, bitrate, framerate: rate, latencyMode: "quality" });
  for (let number = 0; number < seconds * rate; number++) {
    const part = number / (seconds * rate - 1);
    draw(pen, TIDES[0][0] + part * (TIDES[2][0] - TIDES[0][0]));
    const frame = new VideoFrame(made, { timestamp: Math.round(number * 1e6 / rate) });
    encoder.encode(frame, { keyFrame: number % (rate * 4) === 0 });
    frame.close();
  }
  await encoder.flush();
  return frames;
}
