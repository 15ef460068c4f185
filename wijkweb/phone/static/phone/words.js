// Everything the app says. Dutch first; a sentence says what to do.

const WORDS = {
  nl: {
    contact: "Contact", activities: "Activiteiten", signal: "Signaal", places: "Plekken", me: "Ik",
    direct: "Contact", presence: "Aanwezig", attempt: "Poging",
    where: "Waar", how_long: "Hoe lang", how_many: "Met hoeveel", minutes: "min", hour: "uur", save: "Bewaren", more: "Meer",
    track: "Spoor", group: "Groep", ages: "Leeftijd", again: "Al eerder gezien", themes: "Thema’s", day: "Dag",
    under_16: "jonger dan 16", "16_25": "16 tot 25", over_25: "ouder dan 25", yes: "ja", no: "nee", unknown: "niet gezegd",
    today: "vandaag", yesterday: "gisteren", days_ago: "{n} dagen geleden",
    alone: "Alleen", with_n: "Met {n} collega’s", with_1: "Met 1 collega", one_for_all: "Eén registratie voor jullie samen.",
    choose_place: "Kies een plek", other_place: "Niet in de lijst", place_name: "Hoe heet de plek?", use_place: "Deze plek gebruiken",
    place_help: "Geen adres van een woning en geen naam van iemand. De coördinator zet de plek op de kaart.",
    pick_place: "Kies eerst een plek.", pick_heads: "Kies met hoeveel mensen.",
    saved: "Bewaard op dit toestel", not_saved: "Niet bewaard: {why}. Alles staat hier nog; probeer opnieuw.",
    no_room: "het toestel heeft geen ruimte meer", no_store: "dit toestel kan nu niets bewaren", undo: "Ongedaan maken", undone: "Ongedaan gemaakt",
    overlap: "Dit overlapt met een contact dat u al bewaarde. Bewaar nog eens als het klopt.",
    round_start: "Ronde starten", round_stop: "Ronde stoppen", round_on: "Ronde bezig: {n} min",
    state_none: "Alles verzonden", state_wait: "{n} bewaard op dit toestel", state_busy: "Verzenden…", state_off: "geen verbinding",
    state_attention: "{n} vraagt aandacht", signed_out: "Dit toestel is afgemeld. Wat bewaard is blijft staan. Vraag een nieuwe code.",
    nothing_week: "Niets deze week", why: "Waarom", leave: "verlof", ill: "ziek", training: "vorming", other_work: "ander werk",
    weather: "weer", other: "iets anders", nothing_told: "Bewaard: deze week niets, {why}.",
    held: "Ging door", no_activities: "Geen activiteiten vandaag.", held_told: "Bewaard: {title}, {heads} mensen.", was_held: "ging door", was_cancelled: "afgelast",
    signal_help: "Wat staat mensen in de weg? Nooit wie: geen naam, geen nummer, geen adres.", level: "Wie kan er iets aan doen",
    team: "het team", city: "de stad", flanders: "Vlaanderen", theme: "Thema", text: "Wat is er", signal_saved: "Signaal bewaard op dit toestel.",
    hard_number: "een rijksregisternummer", hard_phone: "een telefoonnummer", hard_mail: "een mailadres", hard_iban: "een rekeningnummer",
    hard_handle: "een accountnaam", hard_address: "een adres", hard_birth: "een geboortedatum",
    hard: "Haal dit eerst weg: {kind} (“{words}”). Zo kan het niet bewaard worden.",
    soft: "Is “{words}” een naam van iemand?", mask: "Vervang door [naam]", no_name: "Geen naam", write_first: "Schrijf eerst wat er is.", pick_theme: "Kies een thema.",
    not_visited: "{n} dagen niet geweest", never: "nog niet geweest", visited: "laatst {n} dagen geleden", visited_today: "vandaag geweest", rhythm: "bedoeld: {n} per maand", proposed: "nog niet op de kaart",
    my_weeks: "Mijn weken", week_of: "Week van {day}", contacts_n: "{n} contacten", contacts_1: "1 contact", quiet: "niets, gemeld", signals_n: "{n} signalen beantwoord",
    send_now: "Nu verzenden", try_again: "Opnieuw proberen", rescue: "Bestand met alles wat wacht", rescue_help: "Verzegeld: alleen de server kan het openen. Geef het aan de coördinator als verzenden niet lukt.",
    language: "Taal", sent_list: "Verzonden in de laatste 14 dagen: {n}", attention: "Vraagt aandacht", install: "Zet deze app op het beginscherm, dan kan het toestel niets opruimen.",
    lost_data: "Lokale gegevens zijn weg: dit toestel is leeggemaakt. Wat niet verzonden was, is verloren. Meld het de coördinator.",
    update: "Er is een nieuwe versie.", refresh: "Vernieuwen", code_title: "Aanmelden", code_label: "De code van de coördinator", code_go: "Aanmelden",
    code_bad: "Deze code werkt niet (meer). Vraag een nieuwe.", code_slow: "Te veel pogingen. Wacht een minuut.", no_link: "Geen verbinding. Probeer opnieuw wanneer er weer bereik is.",
    revoked: "Dit toestel is ingetrokken. Wat nog wachtte, ligt bij de coördinator.", refused_malformed: "de server begreep het niet", refused_minutes: "onmogelijke duur", refused_date: "onmogelijke datum",
    refused_version: "de app is te oud; vernieuw", refused_other_contract: "plek van een ander contract", refused_personal_data: "er staat iets in dat naar iemand wijst", refused_purged: "het contact is intussen opgeruimd", refused: "geweigerd: {code}",
    offline_first: "Eerst één keer verbinden, om plekken en lijsten op te halen.", back: "Terug", close: "Sluiten",
  },
  en: {
    contact: "Contact", activities: "Activities", signal: "Signal", places: "Places", me: "Me",
    direct: "Contact", presence: "Present", attempt: "Attempt",
    where: "Where", how_long: "How long", how_many: "With how many", minutes: "min", hour: "hour", save: "Save", more: "More",
    track: "Track", group: "Group", ages: "Age", again: "Met before", themes: "Themes", day: "Day",
    under_16: "under 16", "16_25": "16 to 25", over_25: "over 25", yes: "yes", no: "no", unknown: "not said",
    today: "today", yesterday: "yesterday", days_ago: "{n} days ago",
    alone: "Alone", with_n: "With {n} colleagues", with_1: "With 1 colleague", one_for_all: "One registration for all of you.",
    choose_place: "Choose a place", other_place: "Not in the list", place_name: "What is the place called?", use_place: "Use this place",
    place_help: "No address of a home and no name of anybody. The coordinator puts the place on the map.",
    pick_place: "Choose a place first.", pick_heads: "Choose with how many people.",
    saved: "Saved on this phone", not_saved: "Not saved: {why}. Everything is still here; try again.",
    no_room: "the phone has no room left", no_store: "this phone cannot keep anything now", undo: "Undo", undone: "Undone",
    overlap: "This overlaps with a contact that you saved already. Save again if it is right.",
    round_start: "Start a round", round_stop: "Stop the round", round_on: "Round under way: {n} min",
    state_none: "Everything sent", state_wait: "{n} saved on this phone", state_busy: "Sending…", state_off: "no connection",
    state_attention: "{n} needs attention", signed_out: "This phone is signed out. What is saved stays. Ask for a new code.",
    nothing_week: "Nothing this week", why: "Why", leave: "leave", ill: "ill", training: "training", other_work: "other work",
    weather: "weather", other: "something else", nothing_told: "Saved: nothing this week, {why}.",
    held: "Took place", no_activities: "No activities today.", held_told: "Saved: {title}, {heads} people.", was_held: "took place", was_cancelled: "cancelled",
    signal_help: "What stands in people’s way? Never who: no name, no number, no address.", level: "Who can do something about it",
    team: "the team", city: "the city", flanders: "Flanders", theme: "Theme", text: "What is it", signal_saved: "Signal saved on this phone.",
    hard_number: "a national register number", hard_phone: "a phone number", hard_mail: "a mail address", hard_iban: "an account number",
    hard_handle: "an account name", hard_address: "an address", hard_birth: "a date of birth",
    hard: "Take this out first: {kind} (“{words}”). It cannot be saved like this.",
    soft: "Is “{words}” somebody’s name?", mask: "Replace by [naam]", no_name: "No name", write_first: "Write first what it is.", pick_theme: "Choose a theme.",
    not_visited: "not visited for {n} days", never: "not visited yet", visited: "last {n} days ago", visited_today: "visited today", rhythm: "meant: {n} a month", proposed: "not on the map yet",
    my_weeks: "My weeks", week_of: "Week of {day}", contacts_n: "{n} contacts", contacts_1: "1 contact", quiet: "nothing, reported", signals_n: "{n} signals answered",
    send_now: "Send now", try_again: "Try again", rescue: "File with all that waits", rescue_help: "Sealed: only the server can open it. Give it to the coordinator when sending does not work.",
    language: "Language", sent_list: "Sent in the last 14 days: {n}", attention: "Needs attention", install: "Put this app on the home screen, so that the phone tidies nothing away.",
    lost_data: "Local data are gone: this phone was emptied. What was not sent is lost. Tell the coordinator.",
    update: "There is a new version.", refresh: "Refresh", code_title: "Sign in", code_label: "The code of the coordinator", code_go: "Sign in",
    code_bad: "This code does not work (any more). Ask for a new one.", code_slow: "Too many tries. Wait a minute.", no_link: "No connection. Try again when there is one.",
    revoked: "This phone was revoked. What still waited is with the coordinator.", refused_malformed: "the server did not understand it", refused_minutes: "an impossible duration", refused_date: "an impossible date",
    refused_version: "the app is too old; refresh", refused_other_contract: "a place of another contract", refused_personal_data: "something in it points to somebody", refused_purged: "the contact was cleared meanwhile", refused: "refused: {code}",
    offline_first: "Connect once first, to fetch places and lists.", back: "Back", close: "Close",
  },
};

/** The words of a language: say("state_wait", {n: 3}). */
export function speaker(language) {
  const words = WORDS[language] ?? WORDS.nl;
  const say = (key, facts = {}) =>
    Object.entries(facts).reduce((text, [name, value]) => text.replace(`{${name}}`, value), words[key] ?? key);
  say.language = language in WORDS ? language : "nl";
  say.has = (key) => key in words;
  return say;
}

export const LANGUAGES = Object.keys(WORDS);
