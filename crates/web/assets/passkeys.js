// The one script of account pages: asks the browser for a passkey and hands its answer to the hub. It has no words of its
// own (they stand in the page) and no state; whatever it sends, the hub checks.

const text = (bytes) => {
  const binary = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
};

const bytes = (value) =>
  Uint8Array.from(atob(value.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

class Refused extends Error {
  constructor(code, status, message) {
    super(message ?? code);
    this.code = code;
    this.status = status;
  }
}

// Sends what a step of a page knows, and gives what the hub says.
const send = async (part, address, value) => {
  const headers = { "content-type": "application/json", accept: "application/json" };
  if (part.dataset.form) headers["x-comity-form"] = part.dataset.form;
  const lang = new URLSearchParams(location.search).get("lang");
  const target = lang ? `${address}?lang=${encodeURIComponent(lang)}` : address;
  const answer = await fetch(target, { method: "POST", headers, body: JSON.stringify(value) });
  const said = await answer.json();
  if (!answer.ok) throw new Refused(said.code, answer.status, said.message);
  return said;
};

const answered = (challenge, credential) => ({
  credential: text(credential.rawId),
  challenge,
  authenticator_data: text(credential.response.authenticatorData),
  client_data_json: text(credential.response.clientDataJSON),
  signature: text(credential.response.signature),
});

// Asks for a touch. The hub demands that the user is verified, so the browser is told to.
export const touched = async (asking) => {
  const allowCredentials = asking.credentials.map((id) => ({ type: "public-key", id: bytes(id) }));
  const publicKey = {
    challenge: bytes(asking.challenge),
    rpId: asking.rp_id,
    userVerification: "required",
    allowCredentials,
  };
  return answered(asking.challenge, await navigator.credentials.get({ publicKey }));
};

const encoded = (value) => new TextEncoder().encode(value);

const sha256 = async (...parts) =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", await new Blob(parts).arrayBuffer()));

const hex = (value) => Array.from(value, (byte) => byte.toString(16).padStart(2, "0")).join("");

// What a signature answers, computed here from the header's bytes as the page shows them, and from nothing that the hub
// sends beside: a hub that shows one text gets no touch for another.
export const challengeOf = async (header) => sha256("comity/v1/record\0", await sha256(header));

// Does the header name the body that the page shows?
const names = async (header, body) => JSON.parse(header).body.sha256 === hex(await sha256(encoded(body)));

// Makes a passkey that signs. It isn't listed by the browser for signing in, and answers nothing yet: the first thing that it
// signs is the record of its own enrolment.
const madeToSign = async (rpId, name, known) => {
  const random = (length) => crypto.getRandomValues(new Uint8Array(length));
  const publicKey = {
    challenge: random(32),
    rp: { id: rpId, name: "Comity" },
    user: { id: random(16), name, displayName: name },
    pubKeyCredParams: [
      { type: "public-key", alg: -8 },
      { type: "public-key", alg: -7 },
    ],
    authenticatorSelection: { residentKey: "discouraged", userVerification: "required" },
    excludeCredentials: known.map((id) => ({ type: "public-key", id: bytes(id) })),
    attestation: "none",
  };
  const credential = await navigator.credentials.create({ publicKey });
  return text(credential.response.getAuthenticatorData());
};

// Makes a passkey and has it answer once, so that nobody registers one that doesn't work.
const made = async (asking, label, name) => {
  const publicKey = {
    challenge: bytes(asking.challenge),
    rp: { id: asking.rp_id, name: "Comity" },
    user: { id: bytes(asking.user), name, displayName: name },
    pubKeyCredParams: [
      { type: "public-key", alg: -8 },
      { type: "public-key", alg: -7 },
    ],
    authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
    excludeCredentials: asking.credentials.map((id) => ({ type: "public-key", id: bytes(id) })),
    attestation: "none",
  };
  const credential = await navigator.credentials.create({ publicKey });
  const registration = text(credential.response.getAuthenticatorData());
  const answer = await touched({ ...asking, credentials: [text(credential.rawId)] });
  return { registration, label, answer };
};

// What went wrong, in the page's own words.
const complain = (part, error) => {
  const words = part.dataset;
  const codes = {
    "passkey-known": words.sayKnown,
    "invitation-invalid": words.sayInvitation,
    "too-often": words.sayOften,
    field: words.sayField,
    "body-differs": words.sayDiffers,
  };
  const box = part.querySelector("[data-wrong]");
  const cancelled = error.name === "NotAllowedError" || error.name === "AbortError";
  // Why a record isn't taken says the hub: there are a hundred reasons, and each says what to do.
  const refused = error.code && words.sayRefused && `${words.sayRefused} ${error.message}`;
  box.textContent =
    codes[error.code] ??
    refused ??
    (error.name === "InvalidStateError" ? words.sayKnown : cancelled ? words.sayCancelled : words.sayFailed);
  box.hidden = false;
};

// Runs a step: once at a time, and says what went wrong.
const step = (part, work) => async (event) => {
  event.preventDefault();
  const buttons = part.querySelectorAll("button");
  part.querySelector("[data-wrong]").hidden = true;
  buttons.forEach((button) => (button.disabled = true));
  try {
    await work(event);
  } catch (error) {
    // A fresh touch is asked for on a page of its own, which leads back here.
    if (error.code === "touch-needed") {
      const back = location.pathname + location.search;
      location.assign(inLanguage(`/touch?next=${encodeURIComponent(back)}`));
      return;
    }
    complain(part, error);
  } finally {
    buttons.forEach((button) => (button.disabled = false));
  }
};

// Where a step leads, in the language that this page was asked for.
const inLanguage = (address) => {
  const lang = new URLSearchParams(location.search).get("lang");
  const to = new URL(address, location.origin);
  if (lang && !to.searchParams.has("lang")) to.searchParams.set("lang", lang);
  return to.pathname + to.search + to.hash;
};

const go = (part, said) => location.assign(inLanguage(said.next || part.dataset.next));

const parts = {
  "sign-in"(part) {
    part.querySelector("[data-go]").onclick = step(part, async () => {
      const asking = await send(part, "/sign-in/challenge", {});
      go(part, await send(part, "/sign-in/passkey", await touched(asking)));
    });
  },

  touch(part) {
    part.querySelector("[data-go]").onclick = step(part, async () => {
      const asking = await send(part, "/touch/challenge", {});
      go(part, await send(part, "/touch/passkey", await touched(asking)));
    });
  },

  add(part) {
    part.querySelector("[data-add-form]").onsubmit = step(part, async (event) => {
      const label = event.target.elements.label.value;
      const asking = await send(part, "/me/passkeys/challenge", {});
      const passkey = await made(asking, label, document.querySelector("h1").textContent);
      go(part, await send(part, "/me/passkeys", passkey));
    });
  },

  propose(part) {
    part.querySelector("[data-go]").onclick = step(part, async () => {
      const { rpId, name, known } = part.dataset;
      const registration = await madeToSign(rpId, name, known.split(" ").filter(Boolean));
      go(part, await send(part, "/signing-keys/propose", { registration }));
    });
  },

  sign(part) {
    const button = part.querySelector("[data-go]");
    if (!button) return;
    button.onclick = step(part, async () => {
      const header = part.querySelector("[data-header]").textContent;
      if (!(await names(header, part.querySelector("[data-body]").textContent))) throw new Refused("body-differs");
      const challenge = text(await challengeOf(encoded(header)));
      const credentials = part.dataset.credentials.split(" ").filter(Boolean);
      go(part, await send(part, part.dataset.address, await touched({ challenge, rp_id: part.dataset.rpId, credentials })));
    });
  },

  join(part) {
    const [first, second] = [part.querySelector("[data-link-form]"), part.querySelector("[data-join-form]")];
    let asking;
    const look = step(part, async () => {
      asking = await send(part, "/join/challenge", { link: first.elements.link.value });
      part.querySelector("[data-seat]").textContent = asking.seat;
      part.querySelector("[data-roles]").textContent = asking.roles.join(", ");
      part.querySelector("[data-newcomer]").hidden = asking.recovers;
      [first.hidden, second.hidden] = [true, false];
      second.elements[asking.recovers ? "label" : "name"].focus();
    });
    first.onsubmit = look;
    second.onsubmit = step(part, async () => {
      const { name, email, label } = second.elements;
      // A challenge lasts some minutes: one that was answered or grew old is asked for anew.
      asking = await send(part, "/join/challenge", { link: first.elements.link.value });
      const passkey = await made(asking, label.value, name.value || asking.seat);
      const joining = { link: first.elements.link.value, name: name.value, email: email?.value ?? "", passkey };
      go(part, await send(part, "/join/passkey", joining));
    });
    if (location.hash.length > 1) {
      const link = location.hash.slice(1);
      for (const input of document.querySelectorAll("[data-link]")) input.value = link;
      // The secret doesn't stay in the address or the history.
      history.replaceState(null, "", location.pathname + location.search);
      first.requestSubmit();
    }
  },
};

for (const part of document.querySelectorAll("[data-passkey]")) {
  part.querySelector("[data-without-script]").hidden = true;
  if (!window.PublicKeyCredential) {
    const box = part.querySelector("[data-wrong]");
    [box.textContent, box.hidden] = [part.dataset.sayUnsupported, false];
    continue;
  }
  part.querySelectorAll("[data-go]").forEach((button) => (button.hidden = false));
  parts[part.dataset.passkey]?.(part);
}
