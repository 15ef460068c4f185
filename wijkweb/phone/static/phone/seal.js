// Rows are sealed to the server's public key as they are saved; this phone cannot read them back (R16).

const LETTERS = new TextEncoder();
const CURVE = { name: "ECDH", namedCurve: "P-256" };

export function toText(bytes) {
  let plain = "";
  for (const byte of bytes) plain += String.fromCharCode(byte);
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

export function toBytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

/** Seals an item under its id: ephemeral point, iv, ciphertext with tag, as base64url (sync.schema.json). */
export async function seal(key, id, item, tools = crypto) {
  const { subtle } = tools;
  const theirs = await subtle.importKey("raw", toBytes(key.public), CURVE, false, []);
  const own = await subtle.generateKey(CURVE, true, ["deriveBits"]);
  const secret = await subtle.deriveBits({ name: "ECDH", public: theirs }, own.privateKey, 256);
  const root = await subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const derived = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: LETTERS.encode("wijkweb-row-1") };
  const aes = await subtle.deriveKey(derived, root, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const iv = tools.getRandomValues(new Uint8Array(12));
  const plain = LETTERS.encode(JSON.stringify(item));
  const hidden = await subtle.encrypt({ name: "AES-GCM", iv, additionalData: LETTERS.encode(id) }, aes, plain);
  const point = await subtle.exportKey("raw", own.publicKey);
  const whole = new Uint8Array(65 + 12 + hidden.byteLength);
  whole.set(new Uint8Array(point), 0);
  whole.set(iv, 65);
  whole.set(new Uint8Array(hidden), 77);
  return toText(whole);
}

/** The SHA-256 of a text, in hex: what a receipt names. */
export async function digest(text, tools = crypto) {
  const bytes = new Uint8Array(await tools.subtle.digest("SHA-256", LETTERS.encode(text)));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
