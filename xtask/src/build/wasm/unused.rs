//! Code that no page runs, and that no compiler can know of: it hangs on each view's table of functions.

use walrus::{FunctionBuilder, FunctionId, FunctionKind, Module};

/// What the names of such functions have in them: taking over a view that waits for data. A page has all of its
/// data before it is sent; there is no `Suspense` in it.
pub const MARK: &str = "::hydrate_async";

/// Makes them stop the program instead; what only they called goes when the program is made small.
pub fn empty(module: &mut Module) {
    let named = module.funcs.iter_local().filter(|(id, _)| {
        let name = module.funcs.get(*id).name.as_deref();
        name.is_some_and(|name| name.contains(MARK))
    });
    let unused: Vec<FunctionId> = named.map(|(id, _)| id).collect();
    for id in unused {
        let function = module.funcs.get(id).kind.unwrap_local();
        let arguments = function.args.clone();
        let kind = module.types.get(function.ty());
        let (takes, gives) = (kind.params().to_vec(), kind.results().to_vec());
        let mut stops = FunctionBuilder::new(&mut module.types, &takes, &gives);
        stops.func_body().unreachable();
        module.funcs.get_mut(id).kind = FunctionKind::Local(stops.local_func(arguments));
    }
}
