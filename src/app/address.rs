//! The pattern of a page's address. The router's own patterns are a type each, and the router is compiled once for each type;
//! this one is the same for all.

use leptos_router::{PartialPathMatch, PathSegment, PossibleRouteMatch};

/// Segments between slashes; one that begins with `:` stands for any text and names it.
#[derive(Debug, Clone, Copy)]
pub struct Address(pub &'static str);

impl Address {
    fn segments(self) -> impl Iterator<Item = &'static str> {
        self.0.split('/').filter(|segment| !segment.is_empty())
    }
}

impl PossibleRouteMatch for Address {
    fn optional(&self) -> bool {
        false
    }

    /// The whole path or nothing; a slash at the end changes nothing.
    fn test<'a>(&self, path: &'a str) -> Option<PartialPathMatch<'a>> {
        let mut given = path.split('/').filter(|segment| !segment.is_empty());
        let mut params = Vec::new();
        for segment in self.segments() {
            let given = given.next()?;
            match segment.strip_prefix(':') {
                Some(name) => params.push((name.into(), given.to_owned())),
                None if segment == given => {}
                None => return None,
            }
        }
        given.next().is_none().then(|| PartialPathMatch::new("", params, path))
    }

    fn generate_path(&self, path: &mut Vec<PathSegment>) {
        path.extend(self.segments().map(|segment| match segment.strip_prefix(':') {
            Some(name) => PathSegment::Param(name.into()),
            None => PathSegment::Static(segment.into()),
        }));
    }
}
