//! JSON of any shape in, what was asked for out; the rest is passed over without being built.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Number;

/// What becomes of one value. A kind that is not asked for is passed over: a wrong type is no
/// reason to lose the rest.
pub(super) trait Ask<'de>: Sized {
    fn text(self, _text: &str) {}

    fn number(self, _number: &Number) {}

    fn list<A: SeqAccess<'de>>(self, list: A) -> Result<(), A::Error> {
        pass_over(list)
    }

    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(())
    }
}

/// Passes over what is left of a list. However deep its values nest, they cost one byte a level.
pub(super) fn pass_over<'de, A: SeqAccess<'de>>(mut list: A) -> Result<(), A::Error> {
    while list.next_element::<IgnoredAny>()?.is_some() {}
    Ok(())
}

/// Lets serde put a value to whoever asks for it.
pub(super) struct Asked<T>(pub(super) T);

impl<'de, T: Ask<'de>> DeserializeSeed<'de> for Asked<T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, T: Ask<'de>> Visitor<'de> for Asked<T> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, number: i64) -> Result<(), E> {
        self.0.number(&number.into());
        Ok(())
    }

    fn visit_u64<E>(self, number: u64) -> Result<(), E> {
        self.0.number(&number.into());
        Ok(())
    }

    fn visit_f64<E>(self, number: f64) -> Result<(), E> {
        if let Some(number) = Number::from_f64(number) {
            self.0.number(&number);
        }
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.0.text(text);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<(), A::Error> {
        self.0.list(list)
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<(), A::Error> {
        self.0.object(object)
    }
}

/// The name of a member, if it is one of these; nothing of any other is kept.
pub(super) struct Name(pub(super) &'static [&'static str]);

impl<'de> DeserializeSeed<'de> for Name {
    type Value = &'static str;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<&'static str, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Name {
    type Value = &'static str;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a name")
    }

    fn visit_str<E>(self, name: &str) -> Result<&'static str, E> {
        Ok(self.0.iter().find(|known| **known == name).copied().unwrap_or_default())
    }
}

/// Puts the members of an object to those who ask for them by name, and passes over the others.
macro_rules! members {
    ($object:ident: $($name:literal => $ask:expr),+ $(,)?) => {
        while let Some(name) = $object.next_key_seed(Name(&[$($name),+]))? {
            match name {
                $($name => $object.next_value_seed(Asked($ask))?,)+
                _ => drop($object.next_value::<IgnoredAny>()?),
            }
        }
    };
}
pub(super) use members;

/// A string that is not empty; numbers are written out, since ids come as numbers.
pub(super) struct Line<'f>(pub(super) &'f mut Option<String>);

impl Ask<'_> for Line<'_> {
    fn text(self, text: &str) {
        let text = text.trim();
        if !text.is_empty() {
            *self.0 = Some(text.to_owned());
        }
    }

    fn number(self, number: &Number) {
        *self.0 = Some(number.to_string());
    }
}

/// A number without its fraction, or a string that says one.
pub(super) struct Whole<'f>(pub(super) &'f mut Option<u64>);

impl Ask<'_> for Whole<'_> {
    fn text(self, text: &str) {
        *self.0 = text.trim().parse().ok().or(*self.0);
    }

    fn number(self, number: &Number) {
        let whole = number.as_u64().or_else(|| number.as_f64().map(|number| number as u64));
        *self.0 = whole.or(*self.0);
    }
}
