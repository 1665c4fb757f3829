//! `DO` blocks: the DDL in them counts.

use crate::findings::Span;

use super::cursor::Cursor;
use super::replay::Replay;
use super::split::{Comments, split};
use super::statements::replay_all;
use super::tokens::{Kind, tokens};

/// `DO` blocks within `DO` blocks are not followed any further than this.
const DEEPEST_BLOCK: usize = 3;

/// The DDL in a `DO` block, such as drizzle's `ALTER TABLE … EXCEPTION WHEN duplicate_object THEN null`.
pub(crate) fn do_block(replay: &mut Replay, cursor: &mut Cursor<'_>, depth: usize) {
    let body = cursor.tokens.iter().find_map(|token| match token.kind {
        Kind::Body(span) => Some(span),
        _ => None,
    });
    let Some(body) = body.filter(|_| depth < DEEPEST_BLOCK) else { return };
    let parts = split(cursor.script.text, body, replay.dialect(), Comments::Skip);
    for statement in &parts.statements {
        let all = tokens(&parts.script, statement.span);
        let handler = all.iter().position(|token| token.is("exception"));
        let ddl = all.iter().enumerate().position(|(at, token)| {
            let begins = token.is("alter") || token.is("create") || token.is("drop");
            let before = at.checked_sub(1).and_then(|before| all.get(before));
            begins
                && before
                    .is_none_or(|before| ["begin", "then", "else", "loop"].iter().any(|word| before.is(word)))
        });
        if let Some(at) = ddl.filter(|at| handler.is_none_or(|handler| *at < handler))
            && let Some(start) = all.get(at).map(|token| token.start)
        {
            let inner = split(
                cursor.script.text,
                Span::new(start, statement.span.end),
                replay.dialect(),
                Comments::Skip,
            );
            replay_all(replay, &inner, depth + 1);
        }
        if handler.is_some() {
            // What an exception handler does is not the ordinary course.
            break;
        }
    }
}
