"use strict";
// Everything an answer says enters the page as text (`textContent`), never as markup.
(() => {
  const root = document.documentElement.dataset.root;
  const parameter = (name) => new URLSearchParams(location.search).get(name) || "";
  const json = (path) => fetch(root + path).then((answer) => answer.json());
  let words = null;
  let apiUrl = null;

  async function api(path, signal) {
    apiUrl = apiUrl ?? (await json("config.json")).apiUrl;
    const answer = await fetch(`${apiUrl}/v1${path}`, { headers: { Accept: "application/json" }, signal });
    const body = await answer.json();
    if (!answer.ok) throw Object.assign(new Error(body.detail || body.title), { status: answer.status });
    return body;
  }

  /** An element with attributes and children; text children are text nodes, empty ones are left out. */
  function el(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
    return element;
  }

  const time = (text) => (text ? `${text.slice(0, 10)} ${text.slice(11, 16)}` : "");
  const told = (group, code) => (words[group] || {})[code] || code || "";
  const subjectLink = (code) => `${root}subjects/index.html?code=${encodeURIComponent(code)}`;
  const recordLink = (id) => `${root}records/index.html?id=${encodeURIComponent(id)}`;

  function facts(pairs) {
    const shown = pairs.filter(([, value]) => value !== null && value !== undefined && value !== "");
    return el("dl", { class: "facts" }, shown.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
  }

  function problem(error) {
    const text = error.status ? error.message : "暂时无法连接查询服务，请稍后再试。";
    return el("p", { class: "problem", role: "alert" }, text);
  }

  function table(caption, headers, rows) {
    const head = el("tr", {}, headers.map((header) => el("th", { scope: "col" }, header)));
    const body = rows.map((cells) =>
      el("tr", {}, cells.map((cell, at) => (at ? el("td", {}, cell) : el("th", { scope: "row" }, cell)))));
    const whole = el("table", {}, el("caption", {}, caption), el("thead", {}, head), el("tbody", {}, body));
    return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption }, whole);
  }

  /** Shows a list page by page: `draw(items)` makes the elements of one page. */
  async function paged(into, path, draw, empty) {
    const page = await api(path);
    into.append(page.items.length ? draw(page.items) : el("p", { class: "empty" }, empty));
    if (!page.next_cursor) return;
    const more = el("button", { type: "button" }, "更多");
    more.addEventListener("click", async () => {
      more.remove();
      const next = path.replace(/&cursor=.*$/, "") + `&cursor=${encodeURIComponent(page.next_cursor)}`;
      await paged(into, next, draw, empty).catch((error) => into.append(problem(error)));
    });
    into.append(more);
  }

  function hit(subject) {
    const counts = Object.entries(subject.counts).filter(([, count]) => count);
    const summary = counts.map(([kind, count]) => `${told("kinds", kind)} ${count} 条`).join("，");
    return el("li", {},
      el("a", { href: subjectLink(subject.code) }, subject.name),
      el("span", { class: "code" }, subject.code),
      el("span", { class: "hint" }, summary || "暂无公示信息"));
  }

  async function search(query) {
    const results = document.getElementById("results");
    results.hidden = false;
    results.replaceChildren(el("p", { class: "loading" }, "正在查询……"));
    const found = el("div", {});
    try {
      const path = `/subjects?q=${encodeURIComponent(query)}&limit=20`;
      await paged(found, path, (items) => el("ol", {}, items.map(hit)), `没有找到“${query}”。请核对名称，或改用统一社会信用代码。`);
      results.replaceChildren(el("h2", {}, "查询结果"), found);
    } catch (error) {
      results.replaceChildren(problem(error));
    }
  }

  const SUGGESTED = 8;
  const PAUSE = 250;

  /** Suggests enterprises while a name is typed: a combobox with a list box (WAI-ARIA 1.2), over the form's own search.
   * The API is asked once for what was typed, after a pause, and never while an input method is composing. */
  function bindSuggestions(form) {
    const input = form.elements.q;
    const list = el("ul", { id: `${input.id}-list`, class: "suggestions", role: "listbox", "aria-label": "企业" });
    const said = el("p", { class: "unseen", role: "status" });
    const kept = new Map();
    let timer = null;
    let asked = null;
    let active = -1;
    const set = (name, value) => input.setAttribute(name, value);
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"]]) set(name, value);
    list.hidden = true;
    input.closest(".field").append(list);
    form.append(said);

    function close() {
      clearTimeout(timer);
      asked?.abort();
      list.hidden = true;
      active = -1;
      set("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function mark(place) {
      const options = [...list.children];
      active = (place + options.length) % options.length;
      options.forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
      options[active].scrollIntoView({ block: "nearest" });
      set("aria-activedescendant", options[active].id);
    }

    function open(subjects) {
      list.replaceChildren(...subjects.map((one, at) => {
        const option = el("li", { id: `${list.id}-${at}`, role: "option", "aria-selected": "false" }, one.name, el("span", { class: "code" }, one.code));
        // Before the input loses its focus, which closes the list.
        option.addEventListener("mousedown", (event) => { event.preventDefault(); location.assign(subjectLink(one.code)); });
        option.dataset.code = one.code;
        return option;
      }));
      list.hidden = !subjects.length;
      active = -1;
      input.removeAttribute("aria-activedescendant");
      set("aria-controls", list.id);
      set("aria-expanded", String(subjects.length > 0));
      said.textContent = subjects.length ? `有 ${subjects.length} 个建议，用上下方向键选择。` : "";
    }

    async function suggest() {
      const query = input.value.trim();
      if (query.length < 2) return close();
      asked?.abort();
      asked = new AbortController();
      try {
        if (!kept.has(query)) kept.set(query, (await api(`/subjects?q=${encodeURIComponent(query)}&limit=${SUGGESTED}`, asked.signal)).items);
        if (input.value.trim() === query && document.activeElement === input) open(kept.get(query));
      } catch {
        list.hidden = true; // The search itself says what is wrong.
      }
    }

    function later(event) {
      clearTimeout(timer);
      if (!event.isComposing) timer = setTimeout(suggest, PAUSE);
    }

    const keys = {
      ArrowDown: () => mark(active + 1),
      ArrowUp: () => mark(active < 0 ? -1 : active - 1),
      Escape: close,
      Enter: () => location.assign(subjectLink(list.children[active].dataset.code)),
    };
    input.addEventListener("input", later);
    input.addEventListener("compositionend", later);
    input.addEventListener("blur", close);
    form.addEventListener("submit", close);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || list.hidden || !keys[event.key] || (event.key === "Enter" && active < 0)) return;
      event.preventDefault();
      keys[event.key]();
    });
  }

  function bindSearch(form) {
    const input = form.elements.q;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      history.replaceState(null, "", `?q=${encodeURIComponent(input.value)}`);
      search(input.value.trim());
    });
    input.value = parameter("q");
    if (input.value.trim()) search(input.value.trim());
  }

  // A dataset without a statutory clock has no timeliness to speak of.
  const timeliness = (one) => (told("datasets", one.dataset).clocked ? told("timeliness", one.timeliness) : "—");

  const recordRows = (items) =>
    table("公示信息", ["决定文书号", "类别", "决定机关", "决定日期", "公示时间", "时效"], items.map((one) => [
      el("a", { href: recordLink(one.record_id) }, one.document_number || "查看"),
      told("datasets", one.dataset).title || one.dataset,
      one.authority.name || told("departments", one.department),
      one.decision_date || "—",
      time(one.published_at) || "—",
      timeliness(one),
    ]));

  async function showSubject(place) {
    const code = parameter("code");
    const subject = await api(`/subjects/${encodeURIComponent(code)}`);
    const lists = subject.lists.map((one) => el("div", {}, el("a", { href: recordLink(one.record_id) }, one.title)));
    const counts = Object.entries(subject.counts).map(([kind, count]) => [told("kinds", kind), `${count} 条`]);
    document.title = `${subject.name} · 诚信公示平台`;
    const records = el("section", {}, el("h2", {}, "公示信息"));
    place.replaceChildren(
      el("h1", {}, subject.name),
      facts([
        ["统一社会信用代码", subject.code],
        ["主体类别", told("party_types", subject.type)],
        ["曾用名", subject.former_names.join("；")],
        ["列入名单", lists.length ? el("div", {}, lists) : "无"],
        ...counts,
      ]),
      records);
    await paged(records, `/subjects/${encodeURIComponent(code)}/records?limit=20`, recordRows, "暂无公示信息。");
  }

  function contentPairs(record) {
    const dataset = words.datasets[record.dataset];
    if (!dataset) return Object.entries(record.content);
    const named = Object.keys(dataset.fields).filter((name) => name in record.content && !dataset.envelope.includes(name));
    return named.map((name) => {
      const value = String(record.content[name]);
      const labels = dataset.codes[name];
      return [dataset.fields[name], labels ? value.split(";").map((part) => labels[part] || part).join("、") : value];
    });
  }

  function versionList(versions, fields) {
    const line = (one) => {
      const changed = one.changed.map((name) => fields[name]).filter(Boolean).join("、");
      const parts = [`第 ${one.version} 版`, time(one.published_at), one.provenance.file_name, changed && `更正：${changed}`];
      return el("li", { value: one.version }, parts.filter(Boolean).join("　"));
    };
    return el("section", {}, el("h2", {}, "版本"), el("ol", { class: "versions", reversed: "" }, versions.map(line)));
  }

  async function showRecord(place) {
    const record = await api(`/records/${encodeURIComponent(parameter("id"))}`);
    const { subject, authority, provenance } = record;
    const name = subject.name || "（不公开）";
    const title = (words.datasets[record.dataset] || {}).title || record.dataset;
    document.title = `${record.document_number || title} · 诚信公示平台`;
    const due = record.deadline ? record.deadline + (record.deadline_provisional ? "（暂定）" : "") : "";
    place.replaceChildren(
      el("h1", {}, record.document_number || title),
      facts([
        ["类别", title],
        ["相对人", subject.code ? el("a", { href: subjectLink(subject.code) }, name) : name],
        ["统一社会信用代码", subject.code],
        ["决定机关", authority.name],
        ["决定日期", record.decision_date],
        ["报送部门", told("departments", record.department)],
        ["公示期至", record.visible_until],
        ["状态", told("status", record.status)],
      ]),
      el("section", {}, el("h2", {}, "内容"), facts(contentPairs(record))),
      el("section", {}, el("h2", {}, "时效与来源"), facts([
        ["应公示日期", due],
        ["接收时间", time(record.received_at)],
        ["受理时间", time(record.accepted_at)],
        ["公示时间", time(record.published_at)],
        ["时效", timeliness(record)],
        ["用时（工作日）", record.working_days_taken],
        ["来源文件", `${provenance.file_name} 第 ${provenance.row} 行`],
        ["文件摘要（SHA-256）", provenance.sha256],
        ["记录编号", record.record_id],
      ])),
      record.versions ? versionList(record.versions, (words.datasets[record.dataset] || { fields: {} }).fields) : "");
  }

  /** A page may be older than today: what its period has ended for is taken away here too. */
  function dropExpired() {
    const today = new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10);
    for (const row of document.querySelectorAll("tr[data-until]")) if (row.dataset.until < today) row.remove();
  }

  async function start() {
    dropExpired();
    const apiPlace = document.getElementById("api-url");
    if (apiPlace) json("config.json").then((config) => { apiPlace.textContent = `${config.apiUrl}/v1/`; }, () => {});
    for (const code of document.querySelectorAll("[data-embed]")) {
      code.querySelector("span").textContent = new URL(code.dataset.embed, location.href).href;
    }
    document.querySelectorAll("form.search").forEach(bindSuggestions);
    const form = document.querySelector("form[data-search]");
    const shows = { subject: showSubject, record: showRecord };
    const place = document.getElementById("subject") || document.getElementById("record");
    if (!form && !place) return;
    try {
      words = await json("vocabulary.json");
      if (form) bindSearch(form);
      if (place) await shows[place.id](place);
    } catch (error) {
      if (place) place.replaceChildren(el("h1", {}, error.status === 410 ? "信息已撤下" : "无法显示"), problem(error));
    }
  }

  start();
})();
