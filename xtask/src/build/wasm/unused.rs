//! Code that no page runs, and that no compiler can know of: it hangs on each view's table of functions.

use walrus::ir::{Visitor, dfs_in_order};
use walrus::{Export, ExportId, FunctionBuilder, FunctionId, FunctionKind, LocalFunction, Module};

/// What the names of such functions have in them: taking over a view that waits for data. A page has all of its
/// data before it is sent; there is no `Suspense` in it.
const MARK: &str = "::hydrate_async";

/// Where a future goes that is asked again after its end. The compiler gives functions that do the same one body
/// and one name; what calls this does wait, whatever else has its name.
const WAITS: &str = "panic_const_async_fn_resumed";

/// The beginnings of what a library lends to JavaScript in case somebody streams through it: nobody does.
const LENT: [&str; 2] = ["intounderlying", "__wbg_intounderlying"];

/// Makes such functions stop the program instead, and lends nothing that nobody asks for; what only these called
/// goes when the program is made small.
pub fn empty(module: &mut Module) {
    let exports = module.exports.iter();
    let lent = exports.filter(|export| LENT.iter().any(|part| export.name.starts_with(part)));
    let lent: Vec<ExportId> = lent.map(Export::id).collect();
    for id in lent {
        module.exports.delete(id);
    }
    for id in unused(module) {
        let function = module.funcs.get(id).kind.unwrap_local();
        let arguments = function.args.clone();
        let kind = module.types.get(function.ty());
        let (takes, gives) = (kind.params().to_vec(), kind.results().to_vec());
        let mut stops = FunctionBuilder::new(&mut module.types, &takes, &gives);
        stops.func_body().unreachable();
        module.funcs.get_mut(id).kind = FunctionKind::Local(stops.local_func(arguments));
    }
}

fn unused(module: &Module) -> Vec<FunctionId> {
    let is_named = |id, part| {
        let name = module.funcs.get(id).name.as_deref();
        name.is_some_and(|name| name.contains(part))
    };
    let locals = module.funcs.iter_local();
    locals
        .filter(|(id, function)| is_named(*id, MARK) && calls(function, |id| is_named(id, WAITS)))
        .map(|(id, _)| id)
        .collect()
}

fn calls(function: &LocalFunction, is_sought: impl Fn(FunctionId) -> bool) -> bool {
    let mut calls = Calls {
        is_sought,
        found: false,
    };
    dfs_in_order(&mut calls, function, function.entry_block());
    calls.found
}

struct Calls<Sought> {
    is_sought: Sought,
    found: bool,
}

impl<Sought: Fn(FunctionId) -> bool> Visitor<'_> for Calls<Sought> {
    fn visit_function_id(&mut self, id: &FunctionId) {
        self.found |= (self.is_sought)(*id);
    }
}
