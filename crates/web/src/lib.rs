//! Pages, JSON and the public files of a hub.
