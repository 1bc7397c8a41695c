//! How code lists are written down: a variant, its key in facts, and, where people read it, its Chinese word.

/// Defines a code list: a unit-only enum whose variants carry the key used in facts.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }

        impl $name {
            /// Every code of the list, in its fixed order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
        }
    };
}

/// Defines a code list whose codes people read: `Variant = "key", "word"`.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $key:literal, $word:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        // The description does not see the keys through the macro: each is its variant's name in snake case.
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(rename_all = "snake_case"))]
        pub enum $name { $(
            #[doc = $word]
            #[serde(rename = $key)]
            $variant,
        )+ }

        impl $name {
            /// Every code of the list, in its fixed order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The key used in facts.
            pub fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),+ }
            }

            /// The code of a key.
            pub fn from_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.key() == key)
            }

            /// The Chinese word.
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    };
}

pub(crate) use {codes, words};
