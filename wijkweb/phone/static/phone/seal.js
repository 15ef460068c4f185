// Seals a row to the server's public key the moment it is saved: who finds the phone reads nothing (R16).

const INFO = new TextEncoder().encode("wijkweb-row-1");
const CURVE = { name: "ECDH", namedCurve: "P-256" };

export function toBase64(bytes) {
  let text = "";
  for (const byte of new Uint8Array(bytes)) text += String.fromCharCode(byte);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

export function fromBase64(text) {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
}

/** The hash that a receipt names: of the sealed text, so that it tells nothing of what is in it. */
export async function hashOf(sealed) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(sealed));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Seals an item under its id: base64url of point, iv and ciphertext, as sync.schema.json says. */
export async function seal(item, id, publicKey) {
  const theirs = await crypto.subtle.importKey("raw", fromBase64(publicKey), CURVE, false, []);
  const own = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, own.privateKey, 256);
  const material = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const kdf = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: INFO };
  const key = await crypto.subtle.deriveKey(kdf, material, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const bound = { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(id) };
  const text = await crypto.subtle.encrypt(bound, key, new TextEncoder().encode(JSON.stringify(item)));
  const point = await crypto.subtle.exportKey("raw", own.publicKey);
  return toBase64(await new Blob([point, iv, text]).arrayBuffer());
}
