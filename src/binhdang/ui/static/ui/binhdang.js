// Small improvements of pages that work without them. No inline scripts: the content security policy forbids them.
"use strict";

// "Hiện mật khẩu": a checkbox that names the password fields it uncovers.
document.addEventListener("change", (event) => {
  const names = event.target.dataset.shows;
  if (!names) return;
  for (const id of names.split(" ")) {
    const field = document.getElementById(id);
    if (field) field.type = event.target.checked ? "text" : "password";
  }
});

// A button that prints the page.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
