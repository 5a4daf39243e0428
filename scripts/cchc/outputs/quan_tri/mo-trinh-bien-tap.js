// Opens the installed editor in Vietnamese, whatever the browser speaks; an editor who chose another language keeps it.
const KHOA = 'sveltia-cms.prefs'
const chon = JSON.parse(localStorage.getItem(KHOA) ?? '{}')
localStorage.setItem(KHOA, JSON.stringify({ locale: 'vi', ...chon }))
window.CMS_MANUAL_INIT = true
const { init } = await import('./cms/index.js')
init()
