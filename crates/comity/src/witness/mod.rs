//! Witnesses: others who cosign this hub's checkpoints, and the small server by which this program is one for others
//! (C2SP tlog-witness). What may be cosigned is decided in `record::witness`.

pub mod ask;
pub mod door;
pub mod follow;
pub mod keep;
