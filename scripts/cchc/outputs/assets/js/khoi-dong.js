/* Runs in <head> before the first paint: applies the reader's saved choices, kept on this machine only. */
(function () {
  var root = document.documentElement;
  root.className = root.className.replace("no-js", "js");
  try {
    ["giao-dien", "tuong-phan", "co-chu", "phim-tat"].forEach(function (ten) {
      var value = localStorage.getItem("cchc-" + ten);
      if (value) root.setAttribute("data-" + ten, value);
    });
  } catch (error) {
    /* Storage may be refused; the page then follows the system's settings. */
  }
})();
