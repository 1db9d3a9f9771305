//! What somebody wants to do.

use crate::words::words;

words!(
    /// What somebody wants to do. Each makes sense for some forms of resource only; for any other it is denied.
    Action, "action", {
        /// See a record's header.
        ReadHeader = "read-header",
        /// See what a record says.
        ReadBody = "read-body",
        /// See a record's row, with its title, in a list or a feed; be counted in it.
        List = "list",
        /// Find a record by its words; be counted in a facet.
        Search = "search",
        /// Take records, what is held about oneself, or an audit trail away in a file.
        Export = "export",
        /// Draft a record.
        Write = "write",
        /// Hand a record to the register.
        Submit = "submit",
        /// Replace a record by a later one.
        Supersede = "supersede",
        /// Sign a record.
        Sign = "sign",
        /// Confirm a transmission with one's own signature.
        Confirm = "confirm",
        /// Say that one's delegation never said this.
        Disavow = "disavow",
        /// Enter what a mechanism received by note verbale or e-mail.
        Transmit = "transmit",
        /// Have a body, or what is held about oneself, erased.
        Erase = "erase",
        /// Propose a key for enrolment.
        ProposeKey = "propose-key",
        /// Stop an enrolment that waits.
        StopEnrolment = "stop-enrolment",
        /// Begin the enrolment of a key.
        EnrolKey = "enrol-key",
        /// See who holds which role in a seat.
        SeeDelegation = "see-delegation",
        /// Invite a person into a seat.
        Invite = "invite",
        /// Remove a person from a seat.
        RemovePerson = "remove-person",
        /// Give or take roles.
        ChangeRoles = "change-roles",
        /// Vouch for a colleague who lost their device.
        ApproveRecovery = "approve-recovery",
        /// List and end one's own sessions.
        ManageSessions = "manage-sessions",
        /// Add or strike one's own passkeys.
        ManageCredentials = "manage-credentials",
        /// Make an API token.
        MakeToken = "make-token",
        /// Review an imported text.
        ReviewImport = "review-import",
        /// See who has not yet contributed to a cycle.
        SeeAwaited = "see-awaited",
        /// See an audit trail.
        SeeAudit = "see-audit",
    }
);
