#!/usr/bin/env python3
"""Computes record.json from docs/spec/record.md alone, with nothing but Python's standard library: one whole record
with its intermediate values, what a reader must take, and what it must refuse under which code.
Run: python3 make_record.py > record.json"""

import base64
import hashlib
import json
import struct

import make as ed25519

LOG = "log.example/2026"
P256 = 2 ** 256 - 2 ** 224 + 2 ** 192 + 2 ** 96 - 1
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
GENERATOR = (0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
             0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5)


def sha256(data):
    return hashlib.sha256(data).digest()


def b64(data):
    return base64.b64encode(data).decode()


def compact(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


# P-256: the group law, and signing with a nonce that is a digest, so that the vectors stay the same.


def add(a, b):
    if a is None or b is None:
        return a or b
    (x1, y1), (x2, y2) = a, b
    if x1 == x2 and (y1 + y2) % P256 == 0:
        return None
    rise, run = (3 * x1 * x1 - 3, 2 * y1) if a == b else (y2 - y1, x2 - x1)
    slope = rise * pow(run, P256 - 2, P256) % P256
    x = (slope * slope - x1 - x2) % P256
    return x, (slope * (x1 - x) - y1) % P256


def times(scalar, point):
    total = None
    while scalar:
        if scalar & 1:
            total = add(total, point)
        point, scalar = add(point, point), scalar >> 1
    return total


def p256_secret(seed):
    return int.from_bytes(sha256(b"p256" + seed), "big") % ORDER


def p256_public(seed):
    x, y = times(p256_secret(seed), GENERATOR)
    return b"\x04" + x.to_bytes(32, "big") + y.to_bytes(32, "big")


def p256_sign(seed, message, high):
    secret = p256_secret(seed)
    nonce = int.from_bytes(sha256(seed + message), "big") % ORDER
    r = times(nonce, GENERATOR)[0] % ORDER
    s = pow(nonce, ORDER - 2, ORDER) * (int.from_bytes(sha256(message), "big") + r * secret) % ORDER
    return r, (ORDER - s if (s > ORDER // 2) != high else s)


# The SSH encoding, keys and signatures.


def string(data):
    return struct.pack(">I", len(data)) + data


def mpint(number):
    return string(number.to_bytes(number.bit_length() // 8 + 1, "big"))


class Key:
    """A key from a seed. `name` is its SSH algorithm."""

    def __init__(self, name, seed_byte, application=b"ssh:"):
        self.name, self.seed = name.encode(), bytes([seed_byte]) * 32
        self.token, self.curve = name.startswith("sk-"), "ecdsa" in name
        point = p256_public(self.seed) if self.curve else ed25519.public_key(self.seed)
        self.blob = (string(self.name) + (string(b"nistp256") if self.curve else b"") + string(point)
                     + (string(application) if self.token else b""))
        self.application = application
        self.id = "SHA256:" + b64(sha256(self.blob)).rstrip("=")
        self.person = f"{seed_byte:02x}" * 16
        self.signer = {"key": self.id, "person": self.person}

    def line(self):
        return f"{self.name.decode()} {b64(self.blob)}"

    def arithmetic(self, data, high=False):
        if not self.curve:
            return ed25519.sign(self.seed, data)
        r, s = p256_sign(self.seed, data, high)
        return mpint(r) + mpint(s)

    def inner(self, data, flags=1, counter=7, high=False, name=None):
        end = b""
        if self.token:
            end = bytes([flags]) + struct.pack(">I", counter)
            data = sha256(self.application) + end + sha256(data)
        return string(name or self.name) + string(self.arithmetic(data, high)) + end


def signed_data(message, namespace=b"record@comity", reserved=b"", algorithm=b"sha512"):
    digest = (hashlib.sha256 if algorithm == b"sha256" else hashlib.sha512)(message).digest()
    return b"SSHSIG" + string(namespace) + string(reserved) + string(algorithm) + string(digest)


def wrap(key_blob, inner, namespace=b"record@comity", reserved=b"", algorithm=b"sha512", version=1):
    return (b"SSHSIG" + struct.pack(">I", version) + string(key_blob) + string(namespace) + string(reserved)
            + string(algorithm) + string(inner))


def sshsig(key, message, namespace=b"record@comity", reserved=b"", algorithm=b"sha512", **how):
    data = signed_data(message, namespace, reserved, algorithm)
    return wrap(key.blob, key.inner(data, **how), namespace, reserved, algorithm)


def armor(blob):
    text = b64(blob)
    lines = [text[i:i + 70] for i in range(0, len(text), 70)]
    return "\n".join(["-----BEGIN SSH SIGNATURE-----", *lines, "-----END SSH SIGNATURE-----", ""])


def signature(key, blob):
    return {"form": "sshsig", "key": key.id, "signature": b64(blob)}


def signature_set(*pairs):
    signatures = sorted((signature(key, blob) for key, blob in pairs), key=lambda s: s["key"])
    return compact({"comity": 1, "signatures": signatures})


ALICE = Key("ssh-ed25519", 0xA1)
CURVE = Key("ecdsa-sha2-nistp256", 0xB2)
TOKEN = Key("sk-ssh-ed25519@openssh.com", 0xC3)
CURVE_TOKEN = Key("sk-ecdsa-sha2-nistp256@openssh.com", 0xD4)
KEYS = [ALICE, CURVE, TOKEN, CURVE_TOKEN]

BODY = compact({"comity": 1, "salt": "5a" * 16, "content": {
    "title": "A point of contact on duty day and night",
    "summary": "The national centre answers at any hour.", "status": "in-force"}})


def header(**changes):
    members = {
        "comity": 1, "kind": "measure", "kind_version": 1, "log": LOG, "exercise": True, "participant": "XAA",
        "evidence": "signed", "signers": [ALICE.signer], "mechanisms": ["alpha"], "audience": {"to": "public"},
        "label": None, "language": "en", "time": "2026-11-22T05:00:00Z", "expiry": "2026-12-22T05:00:00Z",
        "supersedes": [], "answers": [], "refers": [], "move": None, "framework_items": ["un/norm-13-h"],
        "provisions": ["a-c1-75-l4/op2-a"], "salt": "0f" * 16,
        "body": {"sha256": sha256(BODY).hex(), "bytes": len(BODY)},
    }
    kept = {name: value for name, value in members.items() if value not in (None, [])}
    said = {**kept, **changes}
    return {name: said[name] for name in [*members, *changes] if name in said}


HEADER = compact(header())


def example():
    data = signed_data(HEADER)
    blob = sshsig(ALICE, HEADER)
    chosen = signature_set((ALICE, blob))
    entry = b"\x01\x01" + struct.pack(">Q", 1795323660) + sha256(HEADER) + sha256(chosen)
    return {
        "seed": ALICE.seed.hex(), "public_key": ALICE.line(), "key_id": ALICE.id,
        "body": BODY.decode(), "body_sha256": sha256(BODY).hex(), "body_bytes": len(BODY),
        "header": HEADER.decode(), "header_bytes": len(HEADER), "id": sha256(HEADER).hex(),
        "header_sha512": hashlib.sha512(HEADER).hexdigest(), "signed_data": data.hex(),
        "ed25519": ed25519.sign(ALICE.seed, data).hex(), "armored": armor(blob),
        "signature_set": chosen.decode(), "signature_set_sha256": sha256(chosen).hex(),
        "time_of_acceptance": 1795323660, "entry": entry.hex(), "leaf_hash": sha256(b"\x00" + entry).hex(),
    }


def audit_commitment():
    """What the hub says itself, signed by the log's key."""
    log = ed25519.key(LOG, 1, 0xE5)
    hub = Key("ssh-ed25519", 0xE5)
    body = compact({"comity": 1, "salt": "6b" * 16, "content": {
        "hour": 498700, "events": 2, "sha256": sha256(b"two events").hex()}})
    said = header(kind="audit-commitment", participant="hub", evidence="hub",
                  signers=[{"key": hub.id, "person": "00" * 16}],
                  body={"sha256": sha256(body).hex(), "bytes": len(body)})
    for name in ("mechanisms", "framework_items", "provisions"):
        del said[name]
    said = compact(said)
    return {
        "log_key": log["verifier"], "log_secret": log["secret"], "public_key": hub.line(), "key_id": hub.id,
        "body": body.decode(), "header": said.decode(), "id": sha256(said).hex(),
        "signature_set": signature_set((hub, sshsig(hub, said))).decode(),
    }


def disavowal():
    """Of the example, by another key of its participant."""
    body = compact({"comity": 1, "salt": "7c" * 16, "content": {
        "reason": "Nobody in the delegation wrote this."}})
    said = header(kind="disavowal", signers=[CURVE.signer], time="2026-11-23T05:00:00Z",
                  expiry="2026-12-23T05:00:00Z", refers=[sha256(HEADER).hex()], move="disavow", salt="1e" * 16,
                  body={"sha256": sha256(body).hex(), "bytes": len(body)})
    for name in ("mechanisms", "framework_items", "provisions"):
        del said[name]
    said = compact(said)
    return {
        "body": body.decode(), "header": said.decode(), "id": sha256(said).hex(),
        "signature_set": signature_set((CURVE, sshsig(CURVE, said))).decode(),
    }


# What a reader must take and refuse. An input is text, hex, or pieces: each a text and how often it stands.


def text(data):
    return {"text": data.decode() if isinstance(data, bytes) else data}


def header_text(**changes):
    return text(compact(header(**changes)))


def without(name):
    return text(compact({n: v for n, v in header().items() if n != name}))


def spliced(old, new):
    assert old in HEADER.decode(), old
    return text(HEADER.decode().replace(old, new, 1))


def nested(depth):
    """An object with this many levels, itself counted."""
    return {"pieces": [['{"a":', 1], ["[", depth - 1], ["]", depth - 1], ["}", 1]]}


def headers():
    own = {"to": "public"}
    name96, name97 = "a" * 96, "a" * 97
    many = [f"alpha-{n}" for n in range(65)]
    good = [
        ("as Comity writes it", text(HEADER)),
        ("with white space and members in another order",
         text(json.dumps(dict(reversed(header().items())), indent=1) + "\n")),
        ("a value with an escape", spliced('"measure"', '"me\\u0061sure"')),
        ("a name of 96 bytes", header_text(kind=name96)),
        ("64 mechanisms", header_text(mechanisms=many[:64])),
        ("16,384 bytes", {"pieces": [[HEADER.decode(), 1], [" ", 16384 - len(HEADER)]]}),
        ("participants in order", header_text(audience={"to": "participants", "participants": ["XAA", "XBB"]})),
        ("a label", header_text(label="TLP:AMBER+STRICT")),
        ("a language with subtags", header_text(language="zh-Hant-TW")),
        ("a time in year 9999", header_text(expiry="9999-12-31T23:59:59Z")),
        ("the largest body", header_text(body={"sha256": "00" * 32, "bytes": 1048576})),
    ]
    bad = [
        ("json-byte-order-mark", "a byte order mark", text("\ufeff" + HEADER.decode())),
        ("json-not-utf8", "a byte that is not UTF-8", {"hex": (HEADER[:-1] + b"\xff}").hex()}),
        ("json-not-utf8", "a surrogate in UTF-8", {"hex": (HEADER[:-2] + b"\xed\xa0\x80}").hex()}),
        ("json-syntax", "a list", text("[]")),
        ("json-syntax", "two objects", text(HEADER + HEADER)),
        ("json-syntax", "nothing", text("")),
        ("json-syntax", "a comma before the end", spliced("}}", "},}")),
        ("json-syntax", "a comment", text(HEADER + b"//x")),
        ("json-syntax", "a leading zero", spliced('"comity":1', '"comity":01')),
        ("json-syntax", "minus zero", spliced('"comity":1', '"comity":-0')),
        ("json-syntax", "a control character in a string", spliced('"measure"', '"measure\t"')),
        ("json-syntax", "cut short", text(HEADER[:-1])),
        ("json-too-deep", "17 levels", nested(17)),
        ("json-too-deep", "8,000 levels", nested(8000)),
        ("json-duplicate-member", "a member twice", spliced('"comity":1', '"comity":1,"comity":1')),
        ("json-duplicate-member", "a member twice, inside", spliced('"to":"public"', '"to":"public","to":"own"')),
        ("json-escaped-name", "a member's name with an escape", spliced('"kind":', '"k\\u0069nd":')),
        ("json-number-not-whole", "a fraction", spliced('"comity":1', '"comity":1.0')),
        ("json-number-not-whole", "an exponent", spliced('"comity":1', '"comity":1e0')),
        ("json-number-too-large", "2^53", spliced('"kind_version":1', '"kind_version":9007199254740992')),
        ("json-number-too-large", "a number of 400 digits",
         {"pieces": [['{"comity":', 1], ["9", 400], ["}", 1]]}),
        ("json-not-a-character", "half a surrogate pair", spliced('"measure"', '"\\ud800"')),
        ("json-not-a-character", "a noncharacter", spliced('"measure"', '"\uffff"')),
        ("header-too-large", "16,385 bytes", {"pieces": [[HEADER.decode(), 1], [" ", 16385 - len(HEADER)]]}),
        ("header-members", "an unknown member", header_text(colour="red")),
        ("header-members", "a missing member", without("salt")),
        ("header-members", "null for a member that may be left out", header_text(label=None)),
        ("header-members", "an empty list that should be left out", header_text(answers=[])),
        ("header-members", "a number as a string", header_text(kind_version="1")),
        ("header-members", "a negative number", header_text(kind_version=-1)),
        ("header-members", "true as a number", header_text(exercise=1)),
        ("header-members", "an unknown word", header_text(evidence="spoken")),
        ("header-members", "an object for a word", header_text(evidence={"signed": None})),
        ("header-members", "an unknown audience", header_text(audience={"to": "friends"})),
        ("header-members", "a list for an audience", header_text(audience=["public"])),
        ("header-members", "an unknown member of an audience", header_text(audience={**own, "x": 1})),
        ("header-members", "a list for a signer", header_text(signers=[[ALICE.id, ALICE.person]])),
        ("header-members", "an unknown member of a signer", header_text(signers=[{**ALICE.signer, "name": "A"}])),
        ("header-members", "a list for the body", header_text(body=[sha256(BODY).hex(), len(BODY)])),
        ("header-members", "a digest in upper case", header_text(body={"sha256": "AA" * 32, "bytes": 1})),
        ("header-members", "a salt of 15 bytes", header_text(salt="0f" * 15)),
        ("header-members", "a key id with padding",
         header_text(signers=[{**ALICE.signer, "key": ALICE.id + "="}])),
        ("header-members", "a time with an offset", header_text(time="2026-11-22T05:00:00+00:00")),
        ("header-members", "the 30th of February", header_text(time="2026-02-30T05:00:00Z")),
        ("header-format", "another format", header_text(comity=2)),
        ("header-form", "a log origin with a space", header_text(log="log example")),
        ("header-form", "a log origin with a plus", header_text(log="log.example+1")),
        ("header-form", "a name that climbs", header_text(kind="a/../b")),
        ("header-form", "a name of 97 bytes", header_text(kind=name97)),
        ("header-form", "a name with a letter outside ASCII", header_text(participant="Ünion")),
        ("header-form", "kind version 0", header_text(kind_version=0)),
        ("header-form", "no label of TLP 2.0", header_text(label="TLP:WHITE")),
        ("header-form", "a language in upper case", header_text(language="EN")),
        ("header-form", "participants out of order",
         header_text(audience={"to": "participants", "participants": ["XBB", "XAA"]})),
        ("header-form", "an audience of nobody", header_text(audience={"to": "participants", "participants": []})),
        ("header-form", "a body above 1 MiB", header_text(body={"sha256": "00" * 32, "bytes": 1048577})),
        ("header-list", "65 mechanisms", header_text(mechanisms=many)),
        ("header-list", "a mechanism twice", header_text(mechanisms=["alpha", "alpha"])),
        ("header-list", "a signer twice", header_text(signers=[ALICE.signer, ALICE.signer])),
        ("header-no-signer", "no signer", header_text(signers=[])),
        ("header-expires-before-written", "expired when written", header_text(expiry="2026-11-22T04:59:59Z")),
    ]
    return "header", good, bad


def bodies():
    def body(**changes):
        return text(compact({**json.loads(BODY), **changes}))

    file = {"sha256": "00" * 32, "bytes": 9, "media_type": "application/pdf"}
    good = [
        ("as Comity writes it", text(BODY)),
        ("16 levels", {"pieces": [[f'{{"comity":1,"salt":"{"5a" * 16}","content":{{"a":', 1], ["[", 14],
                                  ["]", 14], ["}}", 1]]}),
        ("numbers of 53 bits", body(content={"a": 2 ** 53 - 1, "b": 1 - 2 ** 53})),
        ("an attachment", body(attachments=[file])),
    ]
    bad = [
        ("body-too-large", "1 MiB and a byte", {"pieces": [[BODY.decode(), 1], [" ", 1048577 - len(BODY)]]}),
        ("body-members", "an unknown member", body(title="x")),
        ("body-members", "content that is a list", body(content=[])),
        ("body-members", "an empty list of attachments", body(attachments=[])),
        ("body-members", "a list for an attachment", body(attachments=[list(file.values())])),
        ("body-members", "65 attachments", body(attachments=[file] * 65)),
        ("body-members", "a media type with a line break",
         body(attachments=[{**file, "media_type": "a/b\nX: y"}])),
        ("body-format", "another format", body(comity=2)),
        ("json-duplicate-member", "a member twice, three levels down",
         text(BODY.decode().replace('"title":', '"x":[{"y":1,"y":1}],"title":'))),
        ("json-number-too-large", "2^53", body(content={"a": 2 ** 53})),
    ]
    return "body", good, bad


def keys():
    def line(blob, name="ssh-ed25519"):
        return text(f"{name} {b64(blob)}")

    def point(data):
        return line(string(b"ssh-ed25519") + string(data))

    def curve(data, name=b"nistp256"):
        return line(string(CURVE.name) + string(name) + string(data), CURVE.name.decode())

    p = ed25519.P
    x, y = times(p256_secret(CURVE.seed), GENERATOR)
    rsa = string(b"ssh-rsa") + mpint(65537) + mpint(2 ** 2047 + 1)
    good = [(key.name.decode(), text(key.line())) for key in KEYS]
    good += [("with a comment", text(ALICE.line() + " desk 4\n")),
             ("a token's application with a name",
              text(Key("sk-ssh-ed25519@openssh.com", 0xC3, b"ssh:comity").line()))]
    bad = [
        ("key-malformed", "nothing", text("")),
        ("key-malformed", "no base64", text("ssh-ed25519 !")),
        ("key-malformed", "base64 without its padding", text(CURVE.line().rstrip("="))),
        ("key-malformed", "two lines", text(ALICE.line() + "\n" + ALICE.line())),
        ("key-malformed", "another name before it", text("ssh-rsa " + b64(ALICE.blob))),
        ("key-malformed", "a byte more", line(ALICE.blob + b"\0")),
        ("key-malformed", "a byte less", line(ALICE.blob[:-1])),
        ("key-malformed", "a point of 31 bytes", point(bytes(31))),
        ("key-malformed", "a compressed P-256 point",
         curve(bytes([2 + y % 2]) + x.to_bytes(32, "big"))),
        ("key-malformed", "another curve's name", curve(p256_public(CURVE.seed), b"nistp384")),
        ("key-malformed", "a token's key for a web site",
         text(Key("sk-ssh-ed25519@openssh.com", 0xC3, b"bank.example").line())),
        ("key-algorithm", "RSA", text("ssh-rsa " + b64(rsa))),
        ("key-algorithm", "P-384", line(string(b"ecdsa-sha2-nistp384") + string(b""), "ecdsa-sha2-nistp384")),
        ("key-algorithm", "a certificate",
         line(string(b"ssh-ed25519-cert-v01@openssh.com") + string(b""), "ssh-ed25519-cert-v01@openssh.com")),
        ("key-weak", "Ed25519: the neutral element", point(bytes([1]) + bytes(31))),
        ("key-weak", "Ed25519: a point of order 2", point((p - 1).to_bytes(32, "little"))),
        ("key-weak", "Ed25519: a point of order 4", point(bytes(32))),
        ("key-weak", "Ed25519: no point of the curve", point(bytes([2]) + bytes(31))),
        ("key-weak", "Ed25519: a y of 2^255 - 16, a second spelling of 3", point((p + 3).to_bytes(32, "little"))),
        ("key-weak", "P-256: a point beside the curve",
         curve(b"\x04" + x.to_bytes(32, "big") + (y ^ 1).to_bytes(32, "big"))),
        ("key-weak", "P-256: a coordinate of the field's size or more", curve(b"\x04" + b"\xff" * 64)),
    ]
    return "key", good, bad


def signatures():
    """Over HEADER. The input is the blob in hexadecimal digits."""
    data = signed_data(HEADER)

    def blob(data):
        return {"hex": data.hex()}

    def of(key, inner):
        return blob(wrap(key.blob, inner))

    def ed(inner):
        return of(ALICE, string(ALICE.name) + string(inner))

    def two(r, s):
        return of(CURVE, string(CURVE.name) + string(r + s))

    whole = ed25519.sign(ALICE.seed, data)
    s = int.from_bytes(whole[32:], "little")
    neutral = bytes([1]) + bytes(31)
    challenge = hashlib.sha512(neutral + ed25519.public_key(ALICE.seed) + data).digest()
    small = int.from_bytes(challenge, "little") * ed25519.secret(ALICE.seed)[0] % ed25519.Q
    r256, s256 = p256_sign(CURVE.seed, data, False)
    rsa = string(b"ssh-rsa") + mpint(65537) + mpint(2 ** 2047 + 1)
    right = sshsig(ALICE, HEADER)
    good = [(key.name.decode(), blob(sshsig(key, HEADER))) for key in KEYS]
    good += [
        ("over SHA-256", blob(sshsig(ALICE, HEADER, algorithm=b"sha256"))),
        ("P-256 with the high s, which ssh-keygen makes half the time", blob(sshsig(CURVE, HEADER, high=True))),
        ("a token that also verified its user", blob(sshsig(TOKEN, HEADER, flags=5))),
        ("a token whose counter stands still", blob(sshsig(CURVE_TOKEN, HEADER, counter=0))),
    ]
    bad = [
        ("signature-malformed", "nothing", blob(b"")),
        ("signature-malformed", "a byte more", blob(right + b"\0")),
        ("signature-malformed", "a byte less", blob(right[:-1])),
        ("signature-malformed", "another magic", blob(b"SSHSIH" + right[6:])),
        ("signature-malformed", "version 2", blob(wrap(ALICE.blob, ALICE.inner(data), version=2))),
        ("signature-malformed", "something reserved", blob(sshsig(ALICE, HEADER, reserved=b"x"))),
        ("signature-malformed", "a byte after the inner signature", of(ALICE, ALICE.inner(data) + b"\0")),
        ("signature-malformed", "a byte after a token's counter", of(TOKEN, TOKEN.inner(data) + b"\0")),
        ("signature-malformed", "no counter", of(TOKEN, TOKEN.inner(data)[:-4])),
        ("signature-malformed", "another algorithm's name inside", of(ALICE, ALICE.inner(data, name=CURVE.name))),
        ("signature-malformed", "Ed25519: 63 bytes", ed(whole[:63])),
        ("signature-malformed", "P-256: r with a needless zero byte",
         two(string(b"\0" + mpint(r256)[4:]), mpint(s256))),
        ("signature-malformed", "P-256: r is zero", two(string(b""), mpint(s256))),
        ("signature-malformed", "P-256: a negative r", two(string(b"\x80" + bytes(31)), mpint(s256))),
        ("signature-malformed", "P-256: a third number", two(mpint(r256), mpint(s256) + mpint(1))),
        ("signature-malformed", "1,025 bytes", {"hex": "00" * 1025}),
        ("signature-namespace", "made for a file", blob(sshsig(ALICE, HEADER, namespace=b"file"))),
        ("signature-hash-algorithm", "SHA-1", blob(sshsig(ALICE, HEADER, algorithm=b"sha1"))),
        ("key-algorithm", "an RSA key inside", blob(wrap(rsa, string(b"rsa-sha2-512") + string(bytes(256))))),
        ("key-weak", "a weak key inside",
         blob(wrap(string(ALICE.name) + string(neutral), string(ALICE.name) + string(neutral + bytes(32))))),
        ("signature-not-touched", "Ed25519 token, not touched", blob(sshsig(TOKEN, HEADER, flags=0))),
        ("signature-not-touched", "P-256 token, verified and not touched",
         blob(sshsig(CURVE_TOKEN, HEADER, flags=4))),
        ("signature-wrong", "of another text", blob(sshsig(ALICE, HEADER + b" "))),
        ("signature-wrong", "the counter was changed",
         of(TOKEN, TOKEN.inner(data)[:-1] + b"\x08")),
        ("signature-wrong", "Ed25519: s plus the order", ed(whole[:32] + (s + ed25519.Q).to_bytes(32, "little"))),
        ("signature-wrong", "Ed25519: R of small order, which lax verifiers take",
         ed(neutral + small.to_bytes(32, "little"))),
        ("signature-wrong", "P-256: r plus one", two(mpint(r256 + 1), mpint(s256))),
        ("signature-wrong", "P-256: s is the order", two(mpint(r256), mpint(ORDER))),
        ("signature-wrong", "by another key", of(ALICE, Key("ssh-ed25519", 0xA2).inner(data))),
    ]
    return "signature", good, bad


def sets():
    one, two = (signature(key, sshsig(key, HEADER)) for key in sorted((ALICE, CURVE), key=lambda k: k.id))
    many = [signature(key, b"") for key in
            sorted((Key("ssh-ed25519", n) for n in range(17)), key=lambda k: k.id)]

    def chosen(*signatures, **changes):
        return text(compact({"comity": 1, "signatures": list(signatures), **changes}))

    good = [("one signature", chosen(one)), ("two, sorted", chosen(one, two)), ("16", chosen(*many[:16]))]
    bad = [
        ("signature-set", "not sorted", chosen(two, one)),
        ("signature-set", "a key twice", chosen(one, one)),
        ("signature-set", "empty", chosen()),
        ("signature-set", "17 signatures", chosen(*many)),
        ("signature-set", "white space", text(chosen(one)["text"] + "\n")),
        ("signature-set", "members in another order",
         text(compact({"signatures": [one], "comity": 1}))),
        ("signature-set", "an escape", text(chosen(one)["text"].replace("sshsig", "sshsi\\u0067"))),
        ("signature-set", "an object for a word", chosen({**one, "form": {"sshsig": None}})),
        ("signature-set", "another form", chosen({**one, "form": "webauthn"})),
        ("signature-set", "an unknown member", chosen(one, note="x")),
        ("signature-set", "another format", chosen(one, comity=2)),
        ("signature-set", "32,769 bytes", {"pieces": [[" ", 32769]]}),
        ("json-duplicate-member", "a member twice", text(chosen(one)["text"].replace("{", '{"comity":1,', 1))),
    ]
    return "signature-set", good, bad


def records():
    """The input is a whole record."""
    def record(header_bytes=HEADER, chosen=None, body=BODY):
        chosen = chosen or signature_set((ALICE, sshsig(ALICE, header_bytes)))
        return {"header": header_bytes.decode(), "signatures": chosen.decode(), "body": body.decode()}

    def resigned(change):
        loaded = json.loads(signature_set((ALICE, sshsig(ALICE, HEADER))))
        change(loaded["signatures"][0])
        return compact(loaded)

    both = compact(header(signers=[ALICE.signer, CURVE.signer]))
    good = [
        ("as Comity writes it", record()),
        ("two signers", record(both, signature_set((ALICE, sshsig(ALICE, both)), (CURVE, sshsig(CURVE, both))))),
    ]
    bad = [
        ("body-digest", "another body", record(body=BODY.replace(b"answers", b"replies"))),
        ("body-digest", "a longer body", record(body=BODY + b" ")),
        ("signature-wrong", "another header",
         record(HEADER.replace(b"XAA", b"XBB"), signature_set((ALICE, sshsig(ALICE, HEADER))))),
        ("signature-not-the-signers", "one signer of two", record(both)),
        ("signature-not-the-signers", "a signer too many", record(
            chosen=signature_set((ALICE, sshsig(ALICE, HEADER)), (CURVE, sshsig(CURVE, HEADER))))),
        ("signature-not-the-signers", "another signer", record(chosen=signature_set((CURVE, sshsig(CURVE, HEADER))))),
        ("signature-not-the-signers", "a key id that is not the key's",
         record(chosen=resigned(lambda s: s.update(key=CURVE.id)))),
        ("signature-malformed", "base64 without its padding",
         record(chosen=resigned(lambda s: s.update(signature=b64(sshsig(ALICE, HEADER))[:-1])))),
    ]
    return "record", good, bad


def main():
    accepted, refused = [], []
    for reader, good, bad in (headers(), bodies(), keys(), signatures(), sets(), records()):
        accepted += [{"reader": reader, "name": name, "input": data} for name, data in good]
        refused += [{"reader": reader, "code": code, "name": name, "input": data} for code, name, data in bad]
    named = [{"line": key.line(), "id": key.id, "seed": key.seed.hex()} for key in KEYS]
    print(json.dumps({"example": example(), "audit_commitment": audit_commitment(),
                      "disavowal": disavowal(), "keys": named, "accepted": accepted,
                      "refused": refused},
                     indent=1, ensure_ascii=True))


if __name__ == "__main__":
    main()
