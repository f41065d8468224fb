#!/usr/bin/env python3
"""A second verifier of audit ledgers, sharing no code with the product: Python's hashlib and sqlite3, and the openssl command.

Usage: audit_check.py FOLDER     (with ledger.db and ledger.pub)
Prints one JSON object {"entries": n, "findings": [...]}; ends 0 when sound, 1 with findings.
Understands what a database holds, pruned bodies too; clocks, seals and cosignatures are left to the other one.
"""
import base64
import hashlib
import json
import os
import sqlite3
import subprocess
import sys
import tempfile


def sha(data):
    return hashlib.sha256(data).digest()


def root(leaves):
    """RFC 6962 section 2.1, word for word."""
    if not leaves:
        return sha(b"")
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha(b"\x01" + root(leaves[:split]) + root(leaves[split:]))


def signed_by(folder, text, signature):
    with tempfile.TemporaryDirectory() as work:
        for name, data in (("text", text), ("sig", signature)):
            with open(os.path.join(work, name), "wb") as file:
                file.write(data)
        command = ["openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", os.path.join(folder, "ledger.pub"),
                   "-in", os.path.join(work, "text"), "-sigfile", os.path.join(work, "sig")]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0


def check_entries(epoch, rows, log_id):
    findings, place, before, displaced = [], 0, b"\x00" * 32, set()
    for seq, data, leaf in rows:
        if seq > place + 1:
            findings.append({"kind": "missing", "epoch": epoch, "from": place + 1, "to": seq - 1})
            before = None
        place = seq
        if data is None:  # pruned: its hash still stands for it
            before = leaf
            continue
        entry = json.loads(data)
        if entry["seq"] != seq:
            late = entry["seq"] in displaced
            kind = "out-of-order" if entry["seq"] > seq or late else "duplicate"
            if entry["seq"] > seq:
                displaced.add(seq)
            findings.append({"kind": kind, "epoch": epoch, "seq": entry["seq"], "standsAt": seq})
            before = None
            continue
        if entry["logId"] != log_id:
            findings.append({"kind": "foreign", "epoch": epoch, "seq": seq, "logId": entry["logId"]})
        if sha(b"\x00" + data) != leaf:
            findings.append({"kind": "changed", "epoch": epoch, "seq": seq})
        if before is not None and entry["prev"] != before.hex():
            findings.append({"kind": "link-broken", "epoch": epoch, "seq": seq})
        before = leaf
    return findings, place


def check_heads(folder, epoch, leaves, whole, highest, notes):
    findings, good, biggest = [], 0, 0
    for note in notes:
        text, signatures = note.split("\n\n", 1)
        size = int(text.split("\n")[1])
        signature = base64.b64decode(signatures.split("\n")[0].split(" ")[2])[4:]
        if not signed_by(folder, (text + "\n").encode(), signature):
            findings.append({"kind": "wrong-key", "epoch": epoch, "size": size})
            continue
        biggest = max(biggest, size)
        if size > highest or len(leaves) < size or not whole(size):
            continue
        if root(leaves[:size]) == base64.b64decode(text.split("\n")[2]):
            good = size
        elif not any(finding["kind"] == "rewritten" for finding in findings):
            findings.append({"kind": "rewritten", "epoch": epoch, "from": good + 1, "to": size})
    if biggest > highest:
        findings.append({"kind": "tail-missing", "epoch": epoch, "from": highest + 1, "to": biggest})
    return findings


def check(folder):
    database = sqlite3.connect("file:%s?mode=ro" % os.path.join(folder, "ledger.db"), uri=True)
    rows = database.execute("SELECT epoch, seq, bytes, leaf FROM entry ORDER BY epoch, seq").fetchall()
    notes = database.execute("SELECT epoch, note FROM checkpoint ORDER BY epoch, size").fetchall()
    log_id = next((json.loads(row[2])["logId"] for row in rows if row[2] is not None), None)
    findings = []
    for epoch in sorted({row[0] for row in rows} | {note[0] for note in notes}):
        own = [row[1:] for row in rows if row[0] == epoch]
        found, highest = check_entries(epoch, own, log_id)
        leaves = [leaf for _, _, leaf in own]
        places = [seq for seq, _, _ in own]
        heads = check_heads(folder, epoch, leaves, lambda size: places[:size] == list(range(1, size + 1)), highest,
                            [note for of, note in notes if of == epoch])
        findings += found + heads
    return {"entries": len(rows), "findings": findings}


if __name__ == "__main__":
    report = check(sys.argv[1])
    print(json.dumps(report))
    sys.exit(1 if report["findings"] else 0)
