// Eleventy's settings for the outlet of the benchmarks. The stories are in the folder (or link) src/articles.
const SITE = 'https://news.example';
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October',
  'November', 'December'];
const PAGE_SIZE = 20;
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const padded = number => String(number).padStart(2, '0');
const escaped = text => text.replace(/[&<>"]/g, character => ENTITIES[character]);
const humanDate = date => `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
const slugged = text => text.toLowerCase().replace(/ /g, '-');
const card = story => `<article><a href="${story.url}"><h3>${escaped(story.data.title)}</h3></a>` +
  `<p>${escaped(story.data.teaser)}</p><time>${humanDate(story.date)}</time></article>`;

function listPages(name, base, items) {
  const total = Math.max(1, Math.ceil(items.length / PAGE_SIZE));
  const url = number => number === 1 ? base : `${base}page/${number}/`;
  return Array.from({ length: total }, (_, index) => ({
    name,
    url: url(index + 1),
    newer: index > 0 ? url(index) : '',
    older: index + 1 < total ? url(index + 2) : '',
    items: items.slice(index * PAGE_SIZE, (index + 1) * PAGE_SIZE),
  }));
}

function grouped(items, namesOf) {
  const groups = new Map();
  for (const item of items) {
    for (const name of namesOf(item)) {
      if (!groups.has(name)) groups.set(name, []);
      groups.get(name).push(item);
    }
  }
  return [...groups].sort((one, other) => one[0] < other[0] ? -1 : 1);
}

export default function (settings) {
  let stories;                                       // sorted once for all collections
  let widget;                                        // rendered once, as Hugo's partialCached
  const newestFirst = api => stories ??=
    api.getFilteredByGlob('src/articles/**/*.md').sort((one, other) => other.date - one.date);
  const sections = api => grouped(newestFirst(api), story => [story.data.section]);
  settings.on('eleventy.before', () => { stories = widget = undefined; });
  settings.addGlobalData('site', SITE);
  settings.addGlobalData('layout', 'article.njk');
  settings.addGlobalData('permalink', () => data => {
    const date = data.page.date;
    const day = `${date.getUTCFullYear()}/${padded(date.getUTCMonth() + 1)}/${padded(date.getUTCDate())}`;
    return `/${data.section}/${day}/${data.page.fileSlug}/`;
  });
  settings.addCollection('articles', newestFirst);
  settings.addCollection('sections', api => sections(api).map(([name]) => ({ name })));
  settings.addCollection('lists', api => [
    ...sections(api).flatMap(([name, items]) => listPages(name, `/${name}/`, items)),
    ...grouped(newestFirst(api), story => story.data.tags)
      .flatMap(([name, items]) => listPages(name, `/topics/${slugged(name)}/`, items)),
    ...grouped(newestFirst(api), story => story.data.authors)
      .flatMap(([name, items]) => listPages(name, `/authors/${slugged(name)}/`, items)),
  ]);
  settings.addCollection('feeds', api => [
    { name: 'News', url: '/', items: newestFirst(api).slice(0, 20) },
    ...sections(api).map(([name, items]) => ({ name, url: `/${name}/`, items: items.slice(0, 20) })),
  ]);
  settings.addFilter('latest', items => widget ??= items.slice(0, 8).map(card).join(''));
  settings.addFilter('cards', items => items.map(card).join(''));
  settings.addFilter('newest', items => items.slice(0, 20));
  settings.addFilter('humanDate', humanDate);
  settings.addFilter('slugged', slugged);
  settings.addFilter('rssDate', date => date.toUTCString());
  settings.addFilter('iso', date => date.toISOString());
  settings.amendLibrary('md', library => library.set({ typographer: true }));
  settings.setQuietMode(true);
  settings.setUseGitIgnore(false);
  return {
    dir: { input: 'src', includes: '../_includes' },
    markdownTemplateEngine: false,
    htmlTemplateEngine: false,
    templateFormats: ['md', 'njk'],
  };
}
