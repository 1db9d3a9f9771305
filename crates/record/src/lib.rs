//! Headers, bodies, signatures and the register's mathematics.
