#!/usr/bin/env python3
"""Computes register.json from the specifications alone (RFC 6962, RFC 8032, C2SP), with nothing but Python's
standard library, so that the crate's tests compare two implementations. Run: python3 make.py > register.json"""

import base64
import hashlib
import json

ORIGIN = "register.example/vectors"
SIZES = [0, 1, 2, 3, 255, 256, 257, 65535, 65536, 65537, 70000]


def sha256(data):
    return hashlib.sha256(data).digest()


def b64(data):
    return base64.b64encode(data).decode()


# Entries and the tree.


def entry(position):
    """Version, flags (public), time of acceptance, record id, digest of the signature set."""
    return (b"\x01" + (b"\x03" if position == 0 else b"\x01") + (1_750_000_000 + position).to_bytes(8, "big")
            + sha256(b"record %d" % position) + sha256(b"signatures %d" % position))


LEAVES = [sha256(b"\x00" + entry(i)) for i in range(max(SIZES))]
CACHE = {}


def split(count):
    middle = 1
    while middle * 2 < count:
        middle *= 2
    return middle


def root(start, end):
    if start == end:
        return sha256(b"")
    if end - start == 1:
        return LEAVES[start]
    if (start, end) not in CACHE:
        middle = start + split(end - start)
        CACHE[start, end] = sha256(b"\x01" + root(start, middle) + root(middle, end))
    return CACHE[start, end]


def inclusion(index, start, end):
    if end - start == 1:
        return []
    middle = start + split(end - start)
    if index < middle:
        return inclusion(index, start, middle) + [root(middle, end)]
    return inclusion(index, middle, end) + [root(start, middle)]


def consistency(old, start, end, whole=True):
    if old == end:
        return [] if whole else [root(start, end)]
    middle = start + split(end - start)
    if old <= middle:
        return consistency(old, start, middle, whole) + [root(middle, end)]
    return consistency(old, middle, end, False) + [root(start, middle)]


def place(index, width):
    digits = str(index)
    digits = digits.zfill((len(digits) + 2) // 3 * 3)
    groups = [digits[i:i + 3] for i in range(0, len(digits), 3)]
    path = "/".join(["x" + group for group in groups[:-1]] + groups[-1:])
    return path if width == 256 else f"{path}.p/{width}"


def tiles(size):
    """Every tile of a tree: its path and bytes."""
    level = 0
    while size >> (8 * level):
        count, span = size >> (8 * level), 256 ** level
        for index in range((count + 255) // 256):
            hashes = range(index * 256, min(count, index * 256 + 256))
            data = b"".join(root(i * span, (i + 1) * span) for i in hashes)
            yield f"tile/{level}/{place(index, len(hashes))}", data
        level += 1


def bundles(size):
    for index in range((size + 255) // 256):
        positions = range(index * 256, min(size, index * 256 + 256))
        data = b"".join(len(entry(i)).to_bytes(2, "big") + entry(i) for i in positions)
        yield f"tile/entries/{place(index, len(positions))}", data


# Ed25519 (RFC 8032), slow and plain.

P = 2 ** 255 - 19
Q = 2 ** 252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def add(a, b):
    (x1, y1), (x2, y2) = a, b
    common = D * x1 * x2 * y1 * y2 % P
    return ((x1 * y2 + x2 * y1) * pow(1 + common, P - 2, P) % P,
            (y1 * y2 + x1 * x2) * pow(1 - common, P - 2, P) % P)


def times(scalar, point):
    total = (0, 1)
    while scalar:
        if scalar & 1:
            total = add(total, point)
        point, scalar = add(point, point), scalar >> 1
    return total


def base_point():
    y = 4 * pow(5, P - 2, P) % P
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    return (x if x % 2 == 0 else P - x, y)


BASE = base_point()


def compress(point):
    return (point[1] | (point[0] & 1) << 255).to_bytes(32, "little")


def number(data):
    return int.from_bytes(data, "little")


def secret(seed):
    digest = hashlib.sha512(seed).digest()
    return (number(digest[:32]) & ((1 << 254) - 8)) | 1 << 254, digest[32:]


def public_key(seed):
    return compress(times(secret(seed)[0], BASE))


def sign(seed, message):
    scalar, prefix = secret(seed)
    nonce = number(hashlib.sha512(prefix + message).digest()) % Q
    point = compress(times(nonce, BASE))
    challenge = number(hashlib.sha512(point + public_key(seed) + message).digest()) % Q
    return point + ((nonce + challenge * scalar) % Q).to_bytes(32, "little")


# Notes.


def key(name, kind, seed_byte):
    seed = bytes([seed_byte]) * 32
    public = public_key(seed)
    key_id = sha256(name.encode() + b"\n" + bytes([kind]) + public)[:4]
    return {
        "name": name, "type": kind, "seed": seed.hex(), "public": public.hex(), "id": key_id.hex(),
        "verifier": f"{name}+{key_id.hex()}+{b64(bytes([kind]) + public)}",
        "secret": f"PRIVATE+KEY+{name}+{key_id.hex()}+{b64(bytes([kind]) + seed)}",
    }


def line(signer, signature):
    return f"\u2014 {signer['name']} {b64(bytes.fromhex(signer['id']) + signature)}\n"


def main():
    log = key(ORIGIN, 1, 0x11)
    witnesses = [key(f"witness.example/w{i}", 4, 0x20 + i) for i in (1, 2, 3)]
    size, index, time = 70000, 65536, 1_750_070_000
    text = f"{ORIGIN}\n{size}\n{b64(root(0, size))}\n"
    checkpoint = text + "\n" + line(log, sign(bytes.fromhex(log["seed"]), text.encode()))
    cosignatures = []
    for late, witness in enumerate(witnesses[:2]):
        message = f"cosignature/v1\ntime {time + late}\n{text}"
        signature = sign(bytes.fromhex(witness["seed"]), message.encode())
        cosignatures.append({
            "time": time + late, "message": message, "signature": signature.hex(),
            "line": line(witness, (time + late).to_bytes(8, "big") + signature),
        })
    cosigned = checkpoint + "".join(cosignature["line"] for cosignature in cosignatures)
    path = [b64(node) for node in inclusion(index, 0, size)]
    policy = "".join(
        [f"# The hub's log, and two of three witnesses.\nlog {log['verifier']} https://{ORIGIN}/\n\n"]
        + [f"witness w{i} {witness['verifier']}\n" for i, witness in enumerate(witnesses, 1)]
        + ["group two-of-three 2 w1 w2 w3\nquorum two-of-three\n"])
    proof = "\n".join(["c2sp.org/tlog-proof@v1", "extra " + b64(entry(index)), f"index {index}", *path, "", cosigned])
    digests = [(path, data) for n in (1, 255, 256, 257) for path, data in [*tiles(n), *bundles(n)]]
    right = [(path, data) for path, data in tiles(size) if path.startswith(("tile/1", "tile/2", "tile/0/273"))]
    print(json.dumps({
        "entries": [{"position": i, "entry": entry(i).hex(), "leaf": LEAVES[i].hex()} for i in (0, 1, 255, 256, 65536)],
        "roots": [{"size": n, "root": root(0, n).hex(), "base64": b64(root(0, n))} for n in SIZES],
        "tiles": [{"path": path, "bytes": len(data), "sha256": sha256(data).hex()}
                  for path, data in sorted(dict(digests + right).items())],
        "inclusion": [{"index": i, "size": n, "hashes": [node.hex() for node in inclusion(i, 0, n)]}
                      for i, n in [(0, 1), (0, 2), (254, 255), (255, 256), (256, 257), (0, 257), (65535, 65536),
                                   (65536, 65537), (65536, 70000), (69999, 70000)]],
        "consistency": [{"old": m, "new": n, "hashes": [node.hex() for node in consistency(m, 0, n)]}
                        for m, n in [(1, 2), (1, 3), (2, 3), (255, 256), (255, 257), (256, 257), (257, 65536),
                                     (65536, 65537), (65535, 70000), (65537, 70000)]],
        "log": log, "witnesses": witnesses, "checkpoint": checkpoint, "cosignatures": cosignatures,
        "cosigned": cosigned, "policy": policy, "proof": proof,
    }, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
