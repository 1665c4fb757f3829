//! Findings: what the engine has to say about the input, its decisions and the plan.
//!
//! A finding says what is so, why it matters and what to do, in the user's own names.
//! Its code is stable, and `docs/findings/<code>.md` explains it.

/// A range of bytes in the text that was given, all sources one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// A range of bytes.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Good to know.
    Note,
    /// Look at this before you run the migration.
    Warning,
    /// Something could not be read or done.
    Error,
    /// Running the migration would do harm that only you can allow (`--allow CODE`).
    Block,
}

impl Severity {
    /// The word that people and programs see.
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
            Self::Block => "block",
        }
    }
}

/// Something to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Its stable code, one of [`CODES`].
    pub code: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// What is so, in one sentence with the user's names.
    pub what: String,
    /// Why it matters.
    pub why: String,
    /// What to do, in the imperative.
    pub next: String,
    /// The place that it is about, when there is one.
    pub span: Option<Span>,
}

impl Finding {
    /// A finding with all its parts.
    pub fn new(
        code: &'static str,
        severity: Severity,
        what: impl Into<String>,
        why: impl Into<String>,
        next: impl Into<String>,
        span: Option<Span>,
    ) -> Self {
        Self { code, severity, what: what.into(), why: why.into(), next: next.into(), span }
    }
}

/// Every code there is, in alphabetical order. A test holds it against the pages in `docs/findings` and the sources.
pub const CODES: &[&str] = &[
    "account_id_of_another_kind",
    "adapter_does_not_fit",
    "adapter_names_fixed",
    "adapter_needs_names",
    "address_shared",
    "changed_values_referenced",
    "check_dropped",
    "check_in_the_way",
    "clause_unread",
    "column_not_carried",
    "column_unknown",
    "comment_unwrapped",
    "core_before_3_3",
    "core_data_not_carried",
    "core_ends_on_mysql",
    "core_table_taken",
    "data_skipped",
    "datetime_is_utc",
    "dependent_dropped",
    "dependent_recreated",
    "dialect_guessed",
    "dialect_unknown",
    "down_section_skipped",
    "driver_not_offered",
    "drizzle_cannot_say",
    "duplicate_index",
    "duplicate_table",
    "duplicates_set_aside",
    "email_placeholder",
    "expires_at_taken",
    "fixed_name_taken",
    "generated_column_depends",
    "grants_skipped",
    "ids_calculated_with",
    "import_leaves_out",
    "import_needs_account_linking",
    "import_resets_passwords",
    "index_dropped",
    "index_names_shared",
    "index_over_expires",
    "internal_plan_differs",
    "key_over_dropped_column",
    "key_table_stays",
    "keys_referenced",
    "kysely_cannot_say",
    "layout_doubtful",
    "layout_misfit",
    "layout_unknown",
    "mapping_misfit",
    "mapping_unknown",
    "migration_left_over",
    "moments_are_texts",
    "name_taken",
    "no_tables",
    "option_unknown",
    "output_unknown",
    "own_foreign_key_dropped",
    "own_foreign_key_widened",
    "own_keys_lost",
    "password_needs_authorize",
    "password_needs_verify",
    "passwords_left",
    "phone_numbers_change",
    "primary_key_mark",
    "prisma_cannot_say",
    "provider_column_left",
    "quote_unclosed",
    "reading_stopped",
    "reference_of_another_kind",
    "removed_rows_referenced",
    "required_column_unknown",
    "reservation_tables_later",
    "role_missing",
    "second_password",
    "session_reference_unsaid",
    "sessions_end",
    "sessions_need_cookie_name",
    "several_candidates",
    "several_layouts",
    "signing_keys_assumed_dynamic",
    "single_use_keys",
    "single_use_keys_left",
    "source_code_dialect",
    "source_code_read",
    "source_code_unknowable",
    "source_code_unread",
    "statement_ignored",
    "statement_unreadable",
    "step_not_taken",
    "strict_table_for_prisma",
    "syntax_repaired",
    "table_still_needed",
    "table_unknown",
    "target_not_offered",
    "undo_ends_new_sessions",
    "undo_forgets_long_tokens",
    "undo_keeps_referred_rows",
    "undo_loses_new_logins",
    "undo_needs_one_app",
    "user_cannot_be_deleted",
    "user_id_too_short",
    "user_reference_unsaid",
    "verified_by_default",
];
