//! Short names for what the browser lends the program: long ones, each with a hash that does not compress, are a
//! hundredth of what a wall downloads.

use std::collections::HashMap;

use walrus::Module;

/// The file that a browser's functions are in, as the program knows it.
const LENDER: &str = "./liandong_bg.js";
const SHORT_LENDER: &str = "_";

/// Which name became which.
#[derive(Debug, Default)]
pub struct Renamed(HashMap<String, String>);

impl Renamed {
    /// Renames what the program borrows.
    pub fn in_program(module: &mut Module) -> Self {
        let mut renamed = Self::default();
        let borrowed = module.imports.iter_mut();
        for import in borrowed.filter(|import| import.module == LENDER) {
            let count = renamed.0.len();
            let short = renamed
                .0
                .entry(std::mem::take(&mut import.name))
                .or_insert_with(|| format!("_{count:x}"));
            import.name.clone_from(short);
            SHORT_LENDER.clone_into(&mut import.module);
        }
        renamed
    }

    /// The same names in the script that lends.
    pub fn in_script(&self, script: &str) -> String {
        let script = script.replace(&format!("{LENDER:?}"), &format!("{SHORT_LENDER:?}"));
        let mut result = String::with_capacity(script.len());
        let is_of_a_name =
            |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '$';
        for part in script.split_inclusive(|letter| !is_of_a_name(letter)) {
            let name = part.trim_end_matches(|letter| !is_of_a_name(letter));
            result.push_str(self.0.get(name).map_or(name, String::as_str));
            result.push_str(&part[name.len()..]);
        }
        result
    }
}

#[cfg(test)]
mod tests {
    use walrus::{FunctionBuilder, Module, ModuleConfig};

    use super::*;

    #[test]
    fn program_and_script_keep_to_the_same_names() {
        let mut module = Module::with_config(ModuleConfig::new());
        let kind = module.types.add(&[], &[]);
        let (first, _) = module.add_import_func(LENDER, "__wbg_log_0123", kind);
        module.add_import_func(LENDER, "__wbg_log_01234", kind);
        module.add_import_func("elsewhere", "__wbg_log_0123", kind);
        let mut body = FunctionBuilder::new(&mut module.types, &[], &[]);
        body.func_body().call(first);
        let renamed = Renamed::in_program(&mut module);

        let names = module
            .imports
            .iter()
            .map(|import| (&*import.module, &*import.name));
        let names: Vec<_> = names.collect();
        assert_eq!(
            names,
            [("_", "_0"), ("_", "_1"), ("elsewhere", "__wbg_log_0123")]
        );
        assert_eq!(
            renamed.in_script(
                "{__wbg_log_01234: f, __wbg_log_0123: x.__wbg_log_0123, \"./liandong_bg.js\": 1}"
            ),
            "{_1: f, _0: x._0, \"_\": 1}"
        );
    }
}
