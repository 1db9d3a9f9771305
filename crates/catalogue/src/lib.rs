//! The data files of the field (States, organizations, framework sets, mechanisms, instruments, kinds) and their reader.
