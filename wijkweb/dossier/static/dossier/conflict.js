// Somebody else saved: both texts are shown, and the writer chooses. Nothing is put in the field before that.

/**
 * Shows a comparison that the server made; `choose(text)` is called with the text that the writer goes on from. When
 * the text in the field is no longer `mine`, the one that was compared, `again()` keeps it and compares anew before
 * anything is chosen.
 */
export async function showConflict(form, field, { compared, mine, again, choose }) {
  const panel = form.querySelector("[data-wijk-conflict]");
  panel.querySelector("[data-wijk-compared]").innerHTML = compared.html;
  panel.hidden = false;
  const texts = { mine: () => field.value, theirs: () => compared.theirs, proposal: () => compared.proposal };
  for (const button of panel.querySelectorAll("[data-wijk-take]")) {
    const which = button.dataset.wijkTake;
    button.hidden = which === "proposal" && !compared.mergeable;
    button.onclick = () => {
      if (field.value !== mine) {
        again();
        return;
      }
      panel.hidden = true;
      choose(texts[which]());
      field.focus();
    };
  }
  // who is typing goes on typing: the state line says it, and no key lands beside the text
  if (form.ownerDocument.activeElement !== field) panel.querySelector("h2").focus();
}
