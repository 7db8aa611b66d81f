// Loads Matomo and reports the view of this page to it, without cookies. Pages have no scripts within their HTML.
(() => {
  "use strict";

  const { url, site } = document.currentScript.dataset;
  window._paq = [["disableCookies"], ["setTrackerUrl", `${url}/matomo.php`], ["setSiteId", site], ["trackPageView"], ["enableLinkTracking"]];
  const tracker = Object.assign(document.createElement("script"), { src: `${url}/matomo.js`, async: true });
  document.head.append(tracker);
})();
