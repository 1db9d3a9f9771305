#!/usr/bin/env python3
"""Computes webauthn.json from docs/spec/record.md alone, with nothing but Python's standard library: passkeys' lines,
records signed with passkeys, and the signature sets over the first of them that a reader must take or refuse.
Run: python3 make_webauthn.py > webauthn.json"""

import base64
import hashlib
import json
import struct

import make as ed25519
import make_record as ssh

RP_ID, ORIGIN, WWW = "hub.example", "https://hub.example", "https://www.hub.example:8443"
PRESENT, VERIFIED, BACKED_UP, ATTESTED, EXTENSIONS = 0x01, 0x04, 0x18, 0x40, 0x80
ES256 = bytes.fromhex("a5010203262001215820")
ES256_Y = bytes.fromhex("225820")
EDDSA = bytes.fromhex("a4010103272006215820")


def sha256(data):
    return hashlib.sha256(data).digest()


def b64url(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def number(value):
    data = value.to_bytes(value.bit_length() // 8 + 1, "big")
    return b"\x02" + bytes([len(data)]) + data


def der(r, s):
    inside = number(r) + number(s)
    return b"\x30" + bytes([len(inside)]) + inside


class Passkey:
    """A passkey from a seed, for ES256 or EdDSA."""

    def __init__(self, algorithm, seed_byte, purpose="sign", rp_id=RP_ID, origins=(ORIGIN, WWW)):
        self.algorithm, self.seed = algorithm, bytes([seed_byte]) * 32
        self.credential, self.rp_id = sha256(self.seed)[:16], rp_id
        if algorithm == "ES256":
            point = ssh.p256_public(self.seed)
            self.cose = ES256 + point[1:33] + ES256_Y + point[33:]
        else:
            self.cose = EDDSA + ed25519.public_key(self.seed)
        self.line = " ".join(["webauthn", purpose, b64url(self.cose), b64url(self.credential), rp_id,
                              ",".join(sorted(origins))])
        self.id = "SHA256:" + base64.b64encode(sha256(self.line.encode())).decode().rstrip("=")
        self.person = f"{seed_byte:02x}" * 16

    def sign(self, data, high=False):
        if self.algorithm == "EdDSA":
            return ed25519.sign(self.seed, data)
        return der(*ssh.p256_sign(self.seed, data, high))


CURVE, EDWARDS = Passkey("ES256", 0xc1), Passkey("EdDSA", 0xc2)
SIGN_IN = Passkey("ES256", 0xc3, purpose="sign-in")
BODY = ssh.compact({"comity": 1, "salt": "5a" * 16, "content": {"title": "Signed in the hub's page"}})


def record(*signers):
    """The header of a measure that these sign."""
    return ssh.compact({
        "comity": 1, "kind": "measure", "kind_version": 1, "log": ssh.LOG, "exercise": True, "participant": "XAA",
        "evidence": "signed", "signers": [{"key": s.id, "person": s.person} for s in signers],
        "mechanisms": ["alpha"], "audience": {"to": "public"}, "language": "en",
        "time": "2026-11-22T05:00:00Z", "expiry": "2026-12-22T05:00:00Z", "framework_items": ["un/norm-13-h"],
        "salt": "0f" * 16, "body": {"sha256": sha256(BODY).hex(), "bytes": len(BODY)}})


def challenge(header):
    return sha256(b"comity/v1/record\x00" + sha256(header))


HEADER = record(CURVE)
CHALLENGE = b64url(challenge(HEADER))


def client(kind="webauthn.get", asked=CHALLENGE, origin=ORIGIN, rest=',"crossOrigin":false'):
    return f'{{"type":"{kind}","challenge":"{asked}","origin":"{origin}"{rest}}}'.encode()


def data(flags=PRESENT | VERIFIED, rp_id=RP_ID, counter=0, rest=b""):
    return sha256(rp_id.encode()) + bytes([flags]) + struct.pack(">I", counter) + rest


def element(key, auth, said, signature, encode=b64url):
    return {"form": "webauthn", "key": key.id, "signature": encode(signature), "assertion": {
        "public_key": key.line, "authenticator_data": encode(auth), "client_data_json": encode(said)}}


def touch(key=CURVE, auth=None, said=None, high=False):
    """What the passkey answers; it signs whatever it is given."""
    auth, said = data() if auth is None else auth, client() if said is None else said
    return element(key, auth, said, key.sign(auth + sha256(said), high))


def sets(*elements):
    return ssh.compact({"comity": 1, "signatures": sorted(elements, key=lambda e: e["key"])}).decode()


def flipped(part, at):
    """An honest answer in which one bit of one part was changed afterwards."""
    parts = {"authenticator_data": data(), "client_data_json": client()}
    parts["signature"] = CURVE.sign(parts["authenticator_data"] + sha256(parts["client_data_json"]))
    changed = bytearray(parts[part])
    changed[at] ^= 1
    parts[part] = bytes(changed)
    return element(CURVE, parts["authenticator_data"], parts["client_data_json"], parts["signature"])


def signed_as(change):
    """An honest answer with its signature changed."""
    auth, said = data(), client()
    return element(CURVE, auth, said, change(CURVE.sign(auth + sha256(said))))


def with_line(line):
    """An honest answer beside another line, under that line's own id."""
    one = touch()
    one["assertion"]["public_key"] = line
    one["key"] = "SHA256:" + base64.b64encode(sha256(line.encode())).decode().rstrip("=")
    return one


def padded(part):
    one = touch()
    holder = one if part == "signature" else one["assertion"]
    holder[part] += "=" * (-len(holder[part]) % 4) or "===="
    return one


def accepted():
    named = '"other_keys_can_be_added_here":"do not compare clientDataJSON against a template"'
    return [
        ("as browsers write it", touch()),
        ("another P-256 signature: n - s", touch(high=True)),
        ("the key's second origin", touch(said=client(origin=WWW))),
        ("without crossOrigin", touch(said=client(rest=""))),
        ("with a member that a browser added", touch(said=client(rest=',"crossOrigin":false,' + named))),
        ("with a member that holds an object", touch(said=client(rest=',"tokenBinding":{"status":"supported"}'))),
        ("members in another order, with white space", touch(
            said=f'{{ "origin": "{ORIGIN}",\n "challenge": "{CHALLENGE}", "type": "webauthn.get" }}'.encode())),
        ("an origin written with escapes", touch(said=client(origin="https:\\/\\/hub.example"))),
        ("a counter", touch(auth=data(counter=77))),
        ("a passkey that is backed up", touch(auth=data(PRESENT | VERIFIED | BACKED_UP))),
        ("extensions", touch(auth=data(PRESENT | VERIFIED | EXTENSIONS, rest=bytes.fromhex("a1636d7663f5")))),
        ("the longest clientDataJSON", touch(
            said=client(rest=',"x":"' + "x" * (2048 - len(client(rest=',"x":""'))) + '"'))),
    ]


def refused():
    cross = ',"crossOrigin":'
    sign_in_random = b64url(sha256(b"a random challenge for signing in"))
    other = b64url(challenge(HEADER.replace(b"XAA", b"XBB")))
    short = data()[:36]
    extension = PRESENT | VERIFIED | EXTENSIONS
    credential = bytes(16) + struct.pack(">H", 16) + CURVE.credential + CURVE.cose
    swapped = touch()
    swapped["key"] = EDWARDS.id
    return [
        ("webauthn-type", "a registration", touch(said=client(kind="webauthn.create"))),
        ("webauthn-type", "a payment", touch(said=client(kind="payment.get"))),
        ("webauthn-challenge", "another record's challenge", touch(said=client(asked=other))),
        ("webauthn-challenge", "a sign-in's random challenge", touch(said=client(asked=sign_in_random))),
        ("webauthn-challenge", "the record's id itself", touch(said=client(asked=b64url(sha256(HEADER))))),
        ("webauthn-challenge", "the challenge with padding", touch(said=client(asked=CHALLENGE + "="))),
        ("webauthn-challenge", "the challenge in hexadecimal digits",
         touch(said=client(asked=challenge(HEADER).hex()))),
        ("webauthn-origin", "another origin", touch(said=client(origin="https://hub.example.org"))),
        ("webauthn-origin", "plain HTTP", touch(said=client(origin="http://hub.example"))),
        ("webauthn-origin", "another port", touch(said=client(origin=ORIGIN + ":8443"))),
        ("webauthn-origin", "a slash at its end", touch(said=client(origin=ORIGIN + "/"))),
        ("webauthn-cross-origin", "crossOrigin true", touch(said=client(rest=cross + "true"))),
        ("webauthn-cross-origin", "crossOrigin null", touch(said=client(rest=cross + "null"))),
        ("webauthn-cross-origin", "crossOrigin a string", touch(said=client(rest=cross + '"false"'))),
        ("webauthn-cross-origin", "a topOrigin",
         touch(said=client(rest=cross + f'false,"topOrigin":"{ORIGIN}"'))),
        ("webauthn-client-data", "no type", touch(said=f'{{"challenge":"{CHALLENGE}","origin":"{ORIGIN}"}}'.encode())),
        ("webauthn-client-data", "an origin that is a list",
         touch(said=f'{{"type":"webauthn.get","challenge":"{CHALLENGE}","origin":["{ORIGIN}"]}}'.encode())),
        ("json-duplicate-member", "a second origin", touch(said=client(rest=f',"origin":"{ORIGIN}"'))),
        ("json-duplicate-member", "a second type", touch(said=client(rest=',"type":"webauthn.get"'))),
        ("json-syntax", "a byte after clientDataJSON", touch(said=client() + b"x")),
        ("json-syntax", "no object", touch(said=b'"webauthn.get"')),
        ("json-byte-order-mark", "a byte order mark", touch(said=b"\xef\xbb\xbf" + client())),
        ("json-not-utf8", "bytes that are not UTF-8", touch(said=client(rest=',"x":"').replace(b'"}', b'\xff"}'))),
        ("json-escaped-name", "a member's name with an escape", touch(said=client().replace(b'"type"', b'"\\u0074ype"'))),
        ("webauthn-rp-id", "another relying party", touch(auth=data(rp_id="example"))),
        ("webauthn-user-not-present", "user not present", touch(auth=data(VERIFIED))),
        ("webauthn-user-not-verified", "user not verified", touch(auth=data(PRESENT))),
        ("webauthn-authenticator-data", "cut short", touch(auth=short)),
        ("webauthn-authenticator-data", "a byte after authenticatorData", touch(auth=data() + b"\x00")),
        ("webauthn-authenticator-data", "a credential in an assertion",
         touch(auth=data(PRESENT | VERIFIED | ATTESTED, rest=credential))),
        ("webauthn-authenticator-data", "extensions announced, none there", touch(auth=data(extension))),
        ("webauthn-authenticator-data", "extensions that are no map",
         touch(auth=data(extension, rest=bytes.fromhex("80")))),
        ("webauthn-authenticator-data", "a byte after the extensions",
         touch(auth=data(extension, rest=bytes.fromhex("a000")))),
        ("webauthn-authenticator-data", "extensions of indefinite length",
         touch(auth=data(extension, rest=bytes.fromhex("bfff")))),
        ("webauthn-authenticator-data", "a number in extensions longer than it need be",
         touch(auth=data(extension, rest=bytes.fromhex("a161611801")))),
        ("webauthn-authenticator-data", "extensions nested deeper than 4 levels",
         touch(auth=data(extension, rest=bytes.fromhex("a161618181818180")))),
        ("signature-wrong", "a changed bit in authenticatorData", flipped("authenticator_data", 36)),
        ("webauthn-challenge", "a changed bit in the challenge in clientDataJSON",
         flipped("client_data_json", client().index(CHALLENGE.encode()) + 5)),
        ("signature-wrong", "a changed bit elsewhere in clientDataJSON: the name of crossOrigin",
         flipped("client_data_json", client().index(b"crossOrigin"))),
        ("signature-wrong", "a changed bit in the signature", flipped("signature", 20)),
        ("signature-wrong", "another passkey's signature", element(
            CURVE, data(), client(), Passkey("ES256", 0xc9).sign(data() + sha256(client())))),
        ("signature-wrong", "signed without the digest of clientDataJSON",
         element(CURVE, data(), client(), CURVE.sign(data() + client()))),
        ("webauthn-signature-malformed", "a byte after the signature", signed_as(lambda s: s + b"\x00")),
        ("webauthn-signature-malformed", "r and s of 32 bytes each, without DER",
         signed_as(lambda s: bytes(64))),
        ("webauthn-signature-malformed", "a needless zero byte", signed_as(
            lambda s: b"\x30" + bytes([s[1] + 1]) + b"\x02" + bytes([s[3] + 1]) + b"\x00" + s[4:])),
        ("webauthn-signature-malformed", "r is zero",
         signed_as(lambda s: b"\x30" + bytes([3 + len(s) - 4 - s[3]]) + b"\x02\x01\x00" + s[4 + s[3]:])),
        ("webauthn-signature-malformed", "nothing", signed_as(lambda s: b"")),
        ("webauthn-signature-malformed", "EdDSA with 63 bytes", element(
            EDWARDS, data(), client(), EDWARDS.sign(data() + sha256(client()))[:63])),
        ("webauthn-too-large", "clientDataJSON of 2,049 bytes", touch(
            said=client(rest=',"x":"' + "x" * (2049 - len(client(rest=',"x":""'))) + '"'))),
        ("webauthn-too-large", "authenticatorData of 2,049 bytes", touch(auth=data() + bytes(2049 - 37))),
        ("webauthn-too-large", "a signature of 73 bytes", signed_as(lambda s: bytes(73))),
        ("webauthn-base64", "padding after authenticatorData", padded("authenticator_data")),
        ("webauthn-base64", "padding after clientDataJSON", padded("client_data_json")),
        ("webauthn-base64", "padding after the signature", padded("signature")),
        ("webauthn-base64", "the other alphabet", element(
            CURVE, b"\xfb" * 39, client(), b"\xfb" * 60, lambda d: base64.b64encode(d).decode().rstrip("="))),
        ("webauthn-key-purpose", "a sign-in credential's answer to the record's challenge", touch(SIGN_IN)),
        ("webauthn-key-malformed", "a line with a word more", with_line(CURVE.line + " comment")),
        ("webauthn-key-algorithm", "ES384", with_line(CURVE.line.replace(
            b64url(CURVE.cose), b64url(CURVE.cose.replace(ES256, bytes.fromhex("a501020338222002215830")))))),
        ("key-weak", "a point off the curve", with_line(CURVE.line.replace(
            b64url(CURVE.cose), b64url(CURVE.cose[:-1] + bytes([CURVE.cose[-1] ^ 1]))))),
        ("key-weak", "an Ed25519 point of small order", with_line(CURVE.line.replace(
            b64url(CURVE.cose), b64url(EDDSA + b"\x01" + bytes(31))))),
        ("signature-not-the-signers", "an id that is not the line's", swapped),
        ("signature-not-the-signers", "another passkey's answer", touch(EDWARDS)),
    ]


def lines():
    good = [
        ("EdDSA", EDWARDS.line),
        ("a port, a name below", CURVE.line),
        ("a credential for signing in", SIGN_IN.line),
        ("this machine", Passkey("EdDSA", 1, rp_id="localhost", origins=["http://localhost:8080"]).line),
        ("an international name", Passkey("EdDSA", 1, rp_id="xn--e1afmkfd.example", origins=["https://xn--e1afmkfd.example"]).line),
        ("the longest credential id", CURVE.line.replace(b64url(CURVE.credential), b64url(bytes(1023)))),
    ]

    def line(cose=EDWARDS.cose, credential=b"id", rp_id=RP_ID, origins=ORIGIN, purpose="sign"):
        return f"webauthn {purpose} {b64url(cose)} {b64url(credential)} {rp_id} {origins}"

    form, algorithm = "webauthn-key-malformed", "webauthn-key-algorithm"
    bad = [
        (form, "two spaces", line().replace(" sign", "  sign")),
        (form, "a word less", "webauthn sign"),
        (form, "another purpose", line(purpose="decrypt")),
        (form, "no credential id", line(credential=b"")),
        (form, "capital letters in the domain", line(rp_id="Hub.example")),
        (form, "an address in numbers", line(rp_id="192.0.2.1", origins="https://192.0.2.1")),
        (form, "an empty label", line(rp_id="hub..example", origins="https://hub..example")),
        (form, "a label that begins with a hyphen", line(rp_id="-hub.example", origins="https://-hub.example")),
        (form, "an origin elsewhere", line(origins="https://example.org")),
        (form, "an origin whose end alone is alike", line(origins="https://evilhub.example")),
        (form, "plain HTTP", line(origins="http://hub.example")),
        (form, "a path", line(origins="https://hub.example/")),
        (form, "a user", line(origins="https://user@hub.example")),
        (form, "the usual port", line(origins="https://hub.example:443")),
        (form, "a port with a leading zero", line(origins="https://hub.example:0443")),
        (form, "a port above 65,535", line(origins="https://hub.example:65536")),
        (form, "an app's origin", line(origins="android:apk-key-hash:AAAA")),
        (form, "origins not in order", line(origins=f"{WWW},{ORIGIN}")),
        (form, "an origin twice", line(origins=f"{ORIGIN},{ORIGIN}")),
        (form, "five origins", line(origins=",".join(f"https://{c}.hub.example" for c in "abcde"))),
        (form, "no origin", line(origins="")),
        (algorithm, "RS256", line(cose=bytes.fromhex("a401030339010020430100012143010001"))),
        (algorithm, "a COSE key with its members in another order",
         line(cose=EDDSA.replace(b"\x01\x01\x03\x27", b"\x03\x27\x01\x01") + EDWARDS.cose[10:])),
        (algorithm, "a byte after the COSE key", line(cose=EDWARDS.cose + b"\x00")),
        (algorithm, "a COSE key cut short", line(cose=EDWARDS.cose[:-1])),
        (algorithm, "a compressed P-256 point", line(cose=ES256 + CURVE.cose[10:42] + b"\x22\xf5")),
        ("key-weak", "an Ed25519 point with a second spelling", line(cose=EDDSA + b"\xee" + b"\xff" * 30 + b"\x7f")),
        ("webauthn-base64", "a COSE key with padding", line().replace(" aWQ ", " aWQ= ")),
        ("webauthn-base64", "unused bits that are not zero", line(credential=b"i").replace(" aQ ", " aR ")),
        ("webauthn-too-large", "a credential id of 1,024 bytes", line(credential=bytes(1024))),
        ("webauthn-too-large", "2,049 bytes", line().ljust(2049, "x")),
    ]
    return good, bad


def whole(name, header, *elements):
    key = {"name": name, "header": header.decode(), "body": BODY.decode(), "id": sha256(header).hex(),
           "challenge": challenge(header).hex(), "signatures": sets(*elements)}
    return key


def main():
    def of(key, header):
        return touch(key, said=client(asked=b64url(challenge(header))))

    edwards, two = record(EDWARDS), record(CURVE, ssh.KEYS[0])
    armed = {"form": "sshsig", "key": ssh.KEYS[0].id, "signature": ssh.b64(ssh.sshsig(ssh.KEYS[0], two))}
    good, bad = lines()
    print(json.dumps({
        "keys": [{"line": key.line, "id": key.id, "cose": key.cose.hex(), "seed": key.seed.hex()}
                 for key in (CURVE, EDWARDS, SIGN_IN)],
        "registration": {
            "authenticator_data": (data(PRESENT | VERIFIED | ATTESTED, rest=bytes(16) + struct.pack(">H", 16)
                                        + CURVE.credential + CURVE.cose)).hex(),
            "rp_id": RP_ID, "origins": [ORIGIN, WWW], "line": CURVE.line},
        "records": [
            whole("ES256", HEADER, touch()),
            whole("EdDSA", edwards, of(EDWARDS, edwards)),
            whole("a passkey and an SSH key", two, of(CURVE, two), armed),
        ],
        "accepted": [{"name": name, "signatures": sets(one)} for name, one in accepted()],
        "refused": [{"code": code, "name": name, "signatures": sets(one)} for code, name, one in refused()],
        "lines": {
            "accepted": [{"name": name, "line": line} for name, line in good],
            "refused": [{"code": code, "name": name, "line": line} for code, name, line in bad],
        },
    }, indent=1, ensure_ascii=True))


if __name__ == "__main__":
    main()
