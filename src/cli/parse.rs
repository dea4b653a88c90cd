use super::{args::ParseArgs,failure::Failure,session::Session};
pub(super) fn run(_:&ParseArgs,_:&Session)->Result<std::process::ExitCode,Failure>{unimplemented!()}
