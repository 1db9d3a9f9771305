# Why something can’t be signed or isn’t taken, by the code of the refusal.

refusal-of-field = { $name }: { $why }
refusal-items = Choose { $min } to { $max } framework items.
refusal-other-log = This was made for another register. Prepare it again here.
refusal-exercise-differs = A record of an exercise does not belong in a real register, nor the reverse. Prepare it again here.
refusal-already-there = This record is in the register already.
refusal-expired = It waited too long for its signatures. Prepare it again and sign it anew.
refusal-from-the-future = It says that it was written later than now. Prepare it again; if that does not help, tell the secretariat.
refusal-kind-version = This kind of record has a newer version. Prepare it again.
refusal-unknown-kind = This kind of record is not known here in this version. Prepare it again.
refusal-evidence-not-taken = This kind of record can’t come in this way: its participant signs it.
refusal-unknown-key = A key that signed is not in the register. Have it enrolled, or sign with another.
refusal-key-enrolled = This key is in the register already, or another that the same passkey holds.
refusal-key-waiting = A key that signed may not sign yet: its waiting time is not over. The page of keys says when.
refusal-key-revoked = A key that signed was revoked. Sign with another.
refusal-key-of-another = A key that signed belongs to another delegation.
refusal-person-of-another = A key is named with another person than the register has for it. Prepare it again.
refusal-person-taken = The number of this person belongs to another delegation. Withdraw the proposal and make another key.
refusal-key-not-entitled = A key that signed may not sign this kind of record, or not for this mechanism. Choose another key.
refusal-number-of-signers = Too few or too many people signed. Prepare it again and choose who signs.
refusal-signature-form-not-taken = This kind of record takes signatures of the other form only: in the page with a passkey, or on one’s own machine.
refusal-number-of-framework-items = It names too few or too many framework items.
refusal-too-few-root-keys = Too few of the secretariat’s root keys have signed. Ask the secretariat for an enrolment that enough of them signed.
refusal-wrong-signers = Somebody signed who may not sign this, or somebody is missing who must. Prepare it again.
refusal-unknown-mechanism = A mechanism that it names is not known here. Choose another.
refusal-not-in-mechanism = Your delegation takes no part in a mechanism that it names. Choose another.
refusal-kind-not-taken = A mechanism that it names takes no records of this kind. Choose another.
refusal-writer-not-taken = Your delegation can’t write this kind of record.
refusal-not-for-this-kind = It says something that means nothing in this kind of record. Prepare it again.
refusal-no-mechanism = Choose at least one mechanism for which it is said.
refusal-audience-not-taken = This kind of record can’t be for those whom you chose. Choose others.
refusal-unknown-framework-item = A framework item that it names is not known here any more. Choose again.
refusal-unknown-provision = A provision that it names is not known here any more. Choose again.
refusal-unknown-record = A record that it names is not in this register.
refusal-wider-than-named = Not all who could read this may read the record that it names. Choose fewer readers.
refusal-not-yours-to-supersede = Only the author of a record can replace it, with one of the same kind.
refusal-transmission-over-signed = The State has signed or confirmed that record itself: from now on only it can replace it.
refusal-unknown-group = The group that should read it is not known here.
refusal-unknown-participant = Somebody whom it names takes part in no mechanism here.
refusal-quota = Your delegation has said as much today as one may in a day. Sign it tomorrow, or ask the secretariat.
refusal-control-body = What it says does not have the right form. Prepare it again.
refusal-not-erasable = This body can’t be erased on this ground, or by this delegation.
refusal-not-disavowable = This can’t be disavowed or confirmed, or not by this delegation.
refusal-other-key-needed = Only keys that signed the record itself have signed this. Another key of your delegation must sign too.
refusal-register-unreadable = The register could not be read, so nothing was decided. Try again in a minute.
refusal-content-missing = This must be filled in.
refusal-content-unknown-field = This kind of record has no such field.
refusal-content-not-asked = This is asked only after another choice. Leave it blank, or change the choice that it hangs on.
refusal-content-not-rows = This must be a list of rows.
refusal-content-too-many-words =
    { $count ->
        [one] This has more than one word. Shorten it.
       *[other] This has more than { $count } words. Shorten it.
    }
refusal-content-twice = The same choice stands here twice. Leave one out.
refusal-content-not-a-number = This must be a whole number, in digits alone.
refusal-content-too-large =
    { $count ->
        [one] This is more than one. Correct it.
       *[other] This is more than { $count }. Correct it.
    }
refusal-content-not-text = This must be text.
refusal-content-not-a-list = This must be a list.
refusal-content-too-long =
    { $count ->
        [one] This has more than one character. Shorten it.
       *[other] This has more than { $count } characters. Shorten it.
    }
refusal-content-too-many =
    { $count ->
        [one] This has more than one entry. Leave some out.
       *[other] This has more than { $count } entries. Leave some out.
    }
refusal-content-several-lines = This must be one line.
refusal-content-not-plain = This holds a character that can’t be seen or that reorders text. Type it again as plain text.
refusal-content-not-a-choice = Choose one of those listed.
refusal-content-not-a-date = This is no date. Write 2026-11-22, or 2026-11, or 2026 where that is enough.
refusal-content-not-precise = This date must be more precise.
refusal-content-not-an-address = This is no address that begins with https:// or http://.
refusal-arrival-missing = The received file is missing, or how it arrived.
refusal-arrival-not-transmitted = Only what the secretariat transmits says how it was received.
refusal-arrival-reference = The reference is one line of plain text, of at most 200 characters.
refusal-arrival-date = Give the day of receipt, as 2026-11-03.
refusal-attachment-size = The file is empty or too large.
refusal-attachment-twice = One file is attached twice.
refusal-draft-no-audience = Choose for whom it is: as it stands, nobody could read it.
refusal-signature-malformed = This is no signature as ssh-keygen writes it. Paste the whole file, with its first and last line.
refusal-signature-namespace = This signature was made for another use. Sign with -n record@comity.
refusal-signature-hash-algorithm = This signature uses a hash that is not taken here. Sign with ssh-keygen as it stands on the page.
refusal-signature-not-touched = The security key was not touched while it signed.
refusal-signature-wrong = The signature does not fit these bytes. Sign header.json exactly as it was downloaded.
refusal-signature-set = The signatures are not in the form in which they are kept.
refusal-signature-not-the-signers = This key is none of those that are to sign this, or it has signed already.
refusal-key-malformed = The key in the signature can’t be read.
refusal-key-algorithm = Keys of this sort are not taken here. Use Ed25519, P-256 or a passkey.
refusal-key-weak = This key is too weak: anybody could sign in its place.
refusal-webauthn-challenge = The passkey answered other bytes than those that wait here. Load the page again, read it again, and tell the secretariat if it says something else now.
refusal-webauthn-user-not-verified = The passkey did not check that it is you. Use its PIN, finger or face.
refusal-webauthn-user-not-present = The passkey was not touched.
refusal-hub-busy = The hub is busy. Try again in some seconds.
refusal-hub-stopped = The hub stopped before it could say what became of this. Look in a minute whether the record is in the register.
refusal-no-hub-key = The hub can’t seal what is not for everybody just now. Tell its operator.
refusal-body-too-large = In all this takes { $size } KiB, and a record holds { $most } KiB. Shorten the longest field, { $name }; the whole text can go with the record as a file.
