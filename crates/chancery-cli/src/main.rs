//! The command `chancery`.

fn main() -> anyhow::Result<()> {
    Ok(())
}
