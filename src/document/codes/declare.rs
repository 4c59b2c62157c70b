//! How an API's codes are declared: one table with the HTTP status and the sentence of each, and
//! with the reasons for which the ledger gives it by itself.

/// Declares the enum of an API's codes, in groups of one HTTP status. A code is called what it is
/// called on the wire; where that cannot be a name, or where the row is a second sentence of a
/// code, the text on the wire follows: `Name = "text"`. Behind the sentence stand the reasons; a
/// code without any is given where a script says so, and nowhere else.
macro_rules! wire_codes {
    (
        $(#[$doc:meta])*
        $name:ident {
            $($status:literal {
                $($code:ident $(= $text:literal)?: $sentence:literal $(, $($reason:ident)+)?;)*
            })*
        }
    ) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize,
        )]
        pub enum $name {
            $($(#[doc = concat!("“", $sentence, "”")] $code,)*)*
        }

        impl $name {
            /// Every code; one that has several sentences stands here as often.
            pub const ALL: &[Self] = &[$($(Self::$code,)*)*];

            /// The code as it goes over the wire.
            #[must_use]
            pub const fn text(self) -> &'static str {
                match self {
                    $($(Self::$code => wire_codes!(@text $code $($text)?),)*)*
                }
            }

            /// The HTTP status of an answer with this code.
            #[must_use]
            pub const fn status(self) -> u16 {
                match self {
                    $($(Self::$code => $status,)*)*
                }
            }

            /// What the code says, before its variables are filled in.
            #[must_use]
            pub const fn sentence(self) -> &'static str {
                match self {
                    $($(Self::$code => $sentence,)*)*
                }
            }

            /// For which reasons the ledger gives the code by itself.
            #[must_use]
            pub const fn reasons(self) -> &'static [Reason] {
                match self {
                    $($(Self::$code => &[$($(Reason::$reason),+)?],)*)*
                }
            }

            /// The code that a text names, with the first of its sentences.
            #[must_use]
            pub fn named(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.text() == text)
            }
        }
    };
    (@text $code:ident) => { stringify!($code) };
    (@text $code:ident $text:literal) => { $text };
}

pub(crate) use wire_codes;
