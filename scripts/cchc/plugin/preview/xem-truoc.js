// Served by `cchc preview` only: loads the page again as soon as the content has changed.
const bang = document.querySelector('[data-xem-truoc]')
const nguon = new EventSource(`/_xem-truoc/su-kien?luot=${bang.dataset.xemTruoc}`)
nguon.addEventListener('moi', () => location.reload())
// A browser keeps few connections per host: a page that is left gives its own back at once.
addEventListener('pagehide', () => nguon.close())
