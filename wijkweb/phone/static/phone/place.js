// Choosing a place: one tap in a list, or a name for one that is not in it.

import { dayOf } from "./clock.js";
import { offered } from "./contact.js";
import { button, h, head, icon } from "./dom.js";
import { t } from "./words.js";

const SEARCH_FROM = 9;

function rows(ctx, places) {
  return places.map((place) =>
    h(
      "li", {},
      h(
        "button.row", { type: "button", "aria-current": place.id === ctx.draft.place ? "true" : undefined, onclick: () => choose(ctx, place.id) },
        icon("pin"), h("span.grow", {}, place.name), place.proposed && h("span.tag", {}, t("place_proposed")),
      ),
    ),
  );
}

function choose(ctx, id) {
  ctx.draft.place = id;
  ctx.touch();
  ctx.back();
}

async function propose(ctx, form, problem) {
  const name = form.elements.name.value.trim().replace(/\s+/g, " ");
  problem.textContent = name ? "" : t("place_need");
  if (!name) return form.elements.name.focus();
  const day = dayOf(ctx.clock.now());
  const proposals = [...(ctx.state.proposals ?? []), { id: ctx.queue.newId(), name, at: ctx.clock.now() }];
  const { id } = proposals.at(-1);
  const done = await ctx.keep(id, { v: 1, what: "place", name, date: day }, { beside: { proposals } });
  if (!done) return;
  ctx.state.proposals = proposals;
  choose(ctx, id);
}

export function place(ctx) {
  const today = dayOf(ctx.clock.now());
  const last = ctx.state.last?.place;
  const places = offered(ctx.places(), today).sort((a, b) => (b.id === last) - (a.id === last) || a.name.localeCompare(b.name));
  const list = h("ul.rows", {}, rows(ctx, places));
  const none = h("p.soft", { role: "status" });
  const search = h("input", {
    type: "search", "aria-label": t("place_search"), placeholder: t("place_search"), autocomplete: "off",
    oninput: () => {
      const word = search.value.trim().toLowerCase();
      const found = places.filter((one) => one.name.toLowerCase().includes(word));
      list.replaceChildren(...rows(ctx, found));
      none.textContent = found.length ? "" : t("place_none");
    },
  });
  const problem = h("p.problem", { role: "alert" });
  const name = h("input", { name: "name", maxlength: 60, autocomplete: "off", "aria-describedby": "place-hint" });
  const form = h(
    "form.other", { hidden: true, onsubmit: (event) => (event.preventDefault(), propose(ctx, form, problem)) },
    h("label", {}, h("span", {}, t("place_name")), name),
    h("p.soft.small", { id: "place-hint" }, t("place_hint")),
    problem,
    h("button.main", { type: "submit" }, t("place_use")),
  );
  const other = button(t("place_other"), () => {
    form.hidden = false;
    other.hidden = true;
    name.value = search.value.trim();
    name.focus();
  }, { look: "quiet" });
  return {
    body: h("div.screen", {}, head(t("place_title"), ctx.back, t("back")), places.length >= SEARCH_FROM && search, list, none, h("div.actions", {}, other, form)),
    tab: "home",
  };
}
