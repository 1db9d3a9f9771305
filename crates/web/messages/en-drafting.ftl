# Drafts within a delegation: parts, remarks, clearance.
