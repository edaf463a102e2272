// Saving by itself: each field is sent when it is left; what could not be sent stays marked and is sent again.
// Without this script the page works the same way with its «Lưu» button.
"use strict";

(() => {
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const RETRY_AFTER = 5000;
  const status = form.querySelector("[data-save-status]");
  const waiting = new Set(); // groups with something that the server has not acknowledged
  let sending = false;
  let retry = 0;

  const groupOf = (element) => element.closest("[data-field]");
  const inputsOf = (group) => [...group.querySelectorAll("input, select, textarea")].filter((input) => input.name);
  const written = (group) => {
    const data = new URLSearchParams();
    for (const input of inputsOf(group)) {
      if (!["checkbox", "radio"].includes(input.type) || input.checked) data.append(input.name, input.value);
    }
    return data;
  };
  const note = (group, text, kind) => {
    const place = group.querySelector("[data-note]");
    place.textContent = text;
    place.className = `field-note ${kind ? `note-${kind}` : ""}`;
  };
  const say = (text, isWaiting) => {
    status.textContent = text;
    status.classList.toggle("status-waiting", isWaiting);
  };
  const csrf = () => {
    const cookie = document.cookie.split("; ").find((part) => part.startsWith("csrftoken="));
    return cookie ? cookie.slice("csrftoken=".length) : form.elements.csrfmiddlewaretoken.value;
  };

  function touch(group) {
    if (!group) return;
    waiting.add(group);
    note(group, "chưa gửi", "waiting");
  }

  async function send() {
    if (sending || waiting.size === 0) return;
    clearTimeout(retry);
    sending = true;
    const groups = [...waiting];
    const sent = new Map(groups.map((group) => [group, written(group).toString()]));
    say("Đang lưu…", false);
    try {
      const response = await fetch(form.action, {
        method: "POST",
        headers: { "X-Autosave": "1", "X-CSRFToken": csrf(), "Content-Type": "application/x-www-form-urlencoded" },
        body: [...sent.values()].join("&"),
      });
      if (response.redirected || !(response.headers.get("Content-Type") || "").includes("json")) {
        throw new Error(response.redirected ? "signed out" : `answer ${response.status}`);
      }
      settle(await response.json(), sent);
    } catch (error) {
      const why = error.message === "signed out" ? "Phiên làm việc đã hết: đăng nhập lại ở thẻ khác rồi quay về trang này." : "Không gửi được.";
      say(`${why} ${waiting.size} ô chưa gửi, sẽ tự gửi lại.`, true);
      retry = setTimeout(send, RETRY_AFTER);
    } finally {
      sending = false;
    }
    if (waiting.size > 0 && ![...waiting].every((group) => sent.get(group) === written(group).toString())) send();
  }

  function settle(reply, sent) {
    for (const [group, before] of sent) {
      const name = group.dataset.field;
      const unchanged = written(group).toString() === before;
      const refusal = reply.refused[name];
      group.classList.toggle("refused", Boolean(refusal));
      if (refusal) {
        waiting.delete(group); // sent again only once the person has changed it
        if (refusal.theirs) offerBoth(group, refusal);
        else note(group, refusal.message);
        group.querySelector("details.cell-reason")?.setAttribute("open", ""); // where the reason is typed
        continue;
      }
      if (name in reply.bases) group.querySelector("[data-base]").value = reply.bases[name];
      if (unchanged) {
        waiting.delete(group);
        note(group, `đã lưu ${reply.at}`, "saved");
      }
    }
    for (const [code, text] of Object.entries(reply.totals)) {
      const place = form.querySelector(`[data-total="${code}"]`);
      if (place) place.textContent = text;
    }
    const answered = document.querySelector("[data-answered]");
    if (answered) answered.textContent = reply.answered;
    const refused = form.querySelectorAll("[data-field].refused").length;
    if (refused > 0) say(`Đã lưu ${reply.at}; ${refused} chỗ chưa ghi được, xem chú thích tại chỗ.`, true);
    else if (waiting.size === 0) say(`Đã lưu ${reply.at}`, false);
  }

  // Somebody else wrote the same field: both values, and the person picks.
  function offerBoth(group, refusal) {
    note(group, "");
    const place = group.querySelector("[data-note]");
    const words = document.createElement("span");
    words.textContent = `${refusal.message} Đã ghi: ${refusal.theirs.words}. `;
    place.append(words, choice("Giữ của tôi", () => take(group, refusal.revision, null)));
    place.append(" ", choice("Lấy bản đã ghi", () => take(group, refusal.revision, refusal.theirs)));
  }

  function choice(label, action) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-outline-secondary btn-sm";
    button.textContent = label;
    button.addEventListener("click", action);
    return button;
  }

  function take(group, revision, theirs) {
    group.querySelector("[data-base]").value = revision;
    if (theirs) {
      for (const input of inputsOf(group)) {
        const field = input.name.split(".")[0];
        if (input.type === "checkbox") input.checked = Boolean(theirs[field]);
        else if (field in theirs) input.value = theirs[field];
      }
    }
    group.querySelector(".cell-conflict")?.remove();
    touch(group);
    send();
  }

  form.addEventListener("input", (event) => {
    const group = groupOf(event.target);
    if (!group) return;
    const state = event.target.name.startsWith("number.") && group.querySelector(".cell-state");
    if (state && event.target.value.trim()) state.value = "given";
    const number = event.target.classList.contains("cell-state") && group.querySelector(".cell-number");
    if (number && event.target.value !== "given") number.value = "";
    touch(group);
  });
  form.addEventListener("change", (event) => {
    touch(groupOf(event.target));
    send();
  });
  form.addEventListener("submit", () => waiting.clear()); // the page itself carries everything
  window.addEventListener("online", send);
  window.addEventListener("beforeunload", (event) => {
    if (waiting.size > 0) event.preventDefault();
  });
})();
