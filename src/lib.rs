//! authmorph recognises the auth layout of pasted `CREATE TABLE` statements and writes the migration for it.
//!
//! The pipeline, which [`convert()`] runs from top to bottom:
//!
//! 1. [`api::Request`]: the texts, the target and the options, as a caller sends them.
//! 2. [`parse`]: text to [`model::schema::Schema`]; never fails, and says what it could not read.
//!    Source code ([`source`]: Prisma, Drizzle, Kysely) is first written as the SQL that its tool makes of it.
//! 3. [`recognise`]: the schema against every layout in [`layouts`]; which table plays which role, and why.
//! 4. [`decide`]: what the target wants of this very schema, each decision with its reason.
//! 5. [`plan`]: ordered steps, what to ask the database before, and what to compare after.
//! 6. [`plan::simulate`]: the steps on the model must give the schema that was decided.
//! 7. [`outputs`]: the files, in the SQL of one of the [`dialects`] or in TypeScript; they decide nothing.
//! 8. [`api::Conversion`]: all of it, with every [`findings::Finding`], as a caller gets it.
//!
//! No input makes it fail: what is wrong is among the findings. `ARCHITECTURE.md` says why things are as they are.
//!
//! ```
//! use authmorph::api::{Request, Source};
//!
//! let text = "
//!     CREATE TABLE member (id text PRIMARY KEY);
//!     CREATE TABLE member_session (
//!         id text PRIMARY KEY,
//!         user_id text NOT NULL REFERENCES member (id),
//!         active_expires bigint NOT NULL,
//!         idle_expires bigint NOT NULL
//!     );";
//! let request = Request {
//!     sources: vec![Source { name: "schema.sql".to_owned(), text: text.to_owned() }],
//!     dialect: Some("postgresql".to_owned()),
//!     to: Some("lucia-3".to_owned()),
//!     ..Request::default()
//! };
//! let conversion = authmorph::convert(&request);
//!
//! assert_eq!(conversion.detection.roles["session"].table, "member_session");
//! let up = conversion.files.iter().find(|file| file.path == "migration/up.sql").unwrap();
//! assert!(up.text.contains("ALTER TABLE member_session RENAME COLUMN idle_expires TO expires_at;"));
//! assert!(conversion.findings.iter().any(|finding| finding.code == "role_missing"), "there is no key table");
//! ```

pub mod api;
pub mod convert;
pub mod decide;
pub mod dialects;
pub mod findings;
pub mod layouts;
pub mod model;
pub(crate) mod order;
pub mod outputs;
pub mod parse;
pub mod plan;
pub mod recognise;
#[cfg(feature = "rehearse")]
pub mod rehearse;
pub mod source;
pub mod ui;

pub use convert::{convert, detect, outline, targets};
