//! Tables out: exports, templates, the workbook of bad rows.

pub(crate) mod formula;
