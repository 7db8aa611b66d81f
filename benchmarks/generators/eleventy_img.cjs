// Encodes the photographs of a folder with eleventy-img: node eleventy_img.cjs MODULES FROM TO SETTINGS
const fs = require("fs"), path = require("path");
const [modules, from, to, settings] = process.argv.slice(2);
const { widths, options } = JSON.parse(settings);
const sharp = require(path.join(modules, "sharp"));
sharp.concurrency(1);

(async () => {
  const { default: Image } = await import(path.join(modules, "@11ty/eleventy-img/img.js"));
  Image.concurrency = 1;
  for (const name of fs.readdirSync(from).sort()) {
    for (const format of Object.keys(widths)) {
      await Image(path.join(from, name), {
        widths: widths[format],
        formats: [format],
        outputDir: to,
        urlPath: "/",
        useCache: false,
        sharpWebpOptions: { quality: options.webp.quality, effort: options.webp.method },
        // Pillow's speed goes from 0 to 10 and libvips' effort from 9 to 0: one minus the other is the same setting.
        sharpAvifOptions: { quality: options.avif.quality, effort: 9 - options.avif.speed },
        filenameFormat: (id, source, width, extension) => `${path.basename(name, ".jpg")}-${width}.${extension}`,
      });
    }
  }
})();
