//! The drawings of all icons: own outlines on a grid of 24, to be stroked 1.8 wide with round ends and never filled.
//!
//! Decides the shapes and nothing else: size and colour belong to `style/base.css` (`.icon`), the words beside an
//! icon to the view that draws it. An icon never stands for a word that is not also written or spoken.

/// One drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Back to the page before.
    Back,
    Search,
    /// Speak instead of typing.
    Mic,
    Help,
    /// Change the size of the text.
    TextSize,
    /// Done. A short fall and a long rising tail, as drawn by hand.
    Tick,
    /// Look at this: deferred, expired, not found.
    Warn,
    /// Must be put right: the sign before an error message.
    Alert,
    /// Good to know.
    Info,
    /// No longer valid: revoked, suspended.
    Stop,
    /// Two values differ.
    Swap,
    Camera,
    Clock,
    Pencil,
    /// Opens what its row names.
    Chevron,
    /// Call somebody.
    Phone,
    Printer,
    Save,
    Lock,
    Person,
    Home,
    Receipt,
    /// No network.
    CloudOff,
    /// Being tried again.
    Refresh,
    Close,
    Plus,
    Minus,
    Trash,
    /// Read aloud.
    Sound,
    Download,
    Doc,
    Calendar,
    /// A survey by video.
    Video,
    /// Water.
    Drop,
    /// Power.
    Bolt,
    /// Gas.
    Flame,
}

impl Icon {
    /// The outline, as the `d` of one SVG path.
    pub fn path(self) -> &'static str {
        match self {
            Self::Back => "M15 5l-7 7 7 7",
            Self::Search => "M17.5 10.75a6.75 6.75 0 1 1-13.5 0 6.75 6.75 0 0 1 13.5 0zM15.7 15.7l5 4.8",
            Self::Mic => "M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21",
            Self::Help => "M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0zM9.4 9.6a2.6 2.6 0 1 1 3.9 2.2c-.9.5-1.3 1-1.3 1.9M12 16.9v.01",
            Self::TextSize => "M2.5 18.5l5.4-13 5.4 13M4.5 14h6.8M13.4 18.5l3.9-8.5 4 8.5M14.9 15.4h4.9",
            Self::Tick => "M3.5 13.2c1.7.9 3 2.4 4.1 4.7C10.7 12.1 14.7 8.1 20.5 5.8",
            Self::Warn => "M12 4L2.8 20h18.4zM12 10v4.5M12 17.2v.01",
            Self::Alert => "M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0zM12 7.5v5.5M12 16.5v.01",
            Self::Info => "M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0zM12 11v5.5M12 7.5v.01",
            Self::Stop => "M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0zM5.7 5.7l12.6 12.6",
            Self::Swap => "M4 8h15.5L16 4.5M20 16H4.5L8 19.5",
            Self::Camera => "M3.5 8h3.7l1.6-2.5h6.4L16.8 8h3.7v11.5h-17zM15.3 13.5a3.3 3.3 0 1 1-6.6 0 3.3 3.3 0 0 1 6.6 0z",
            Self::Clock => "M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0zM12 7v5.2l3.5 2",
            Self::Pencil => "M4.5 19.5l1-4.2L16 4.8l3.2 3.2L8.7 18.5zM13.6 7.2l3.2 3.2",
            Self::Chevron => "M9 5l7 7-7 7",
            Self::Phone => "M6.2 3.5l3 .3 1.3 4-2 1.7c1 2.3 2.7 4 5 5l1.7-2 4 1.3.3 3c-.2 2-1.6 3.1-3.4 2.7C9.7 18 6 14.3 3.5 6.9 3.2 5.2 4.3 3.7 6.2 3.5z",
            Self::Printer => "M7 8V3.5h10V8M7 17H4V8.5h16V17h-3M7 13.5h10v7H7z",
            Self::Save => "M4.5 4.5h12l3 3v12h-15zM8 4.5v5h7v-5M8 19.5v-6h8v6",
            Self::Lock => "M5.5 10.5h13V20h-13zM8.5 10.5V7.5a3.5 3.5 0 0 1 7 0v3",
            Self::Person => "M15.8 8a3.8 3.8 0 1 1-7.6 0 3.8 3.8 0 0 1 7.6 0zM4.5 20.5c.4-4.2 3.3-6.5 7.5-6.5s7.1 2.3 7.5 6.5",
            Self::Home => "M3.5 11.3L12 4l8.5 7.3M6 9.5V20h12V9.5",
            Self::Receipt => "M5.5 3.5h13v17l-2.2-1.5-2.1 1.5-2.2-1.5-2.2 1.5-2.1-1.5-2.2 1.5zM9 8.5h6M9 12.5h6",
            Self::CloudOff => "M7.5 18a4.2 4.2 0 0 1-.7-8.3 5.7 5.7 0 0 1 10.9.3A4 4 0 0 1 17.3 18M10.2 13.5l3.6 4.5M13.8 13.5L10.2 18",
            Self::Refresh => "M19.5 12a7.5 7.5 0 1 1-2.3-5.4l2.3 2.2M19.5 4.5v4.3h-4.3",
            Self::Close => "M6 6l12 12M18 6L6 18",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Minus => "M5 12h14",
            Self::Trash => "M4.5 7h15M9.5 7V4h5v3M6.5 7l.9 13h9.2l.9-13M10 11v5.5M14 11v5.5",
            Self::Sound => "M4 9.5h3.5L12 5.5v13l-4.5-4H4zM15.5 9a4 4 0 0 1 0 6M18.3 6.5a7.8 7.8 0 0 1 0 11",
            Self::Download => "M12 4v11.5M7.5 11l4.5 4.5 4.5-4.5M4.5 20h15",
            Self::Calendar => "M4.5 6h15v14h-15zM4.5 10.5h15M8.5 3.5v4.5M15.5 3.5v4.5",
            Self::Video => "M3.5 7h11v10h-11zM14.5 11l6-3.5v9l-6-3.5",
            Self::Drop => "M12 3.5c3.6 4 6.3 7 6.3 10.5a6.3 6.3 0 0 1-12.6 0C5.7 10.5 8.4 7.5 12 3.5zM9 14.5a3 3 0 0 0 2.5 2.8",
            Self::Bolt => "M13.5 3L5.5 13.5h5.5L10 21l8.5-11h-5.700z",
            Self::Flame => "M12.5 3c.6 3.2 5.5 5.700 5.5 11a6 6 0 0 1-12 0c0-2.400 1.2-4.300 2.600-5.600.3 1.700 1 2.600 1.900 3 .1-3.2.4-6 2-8.400z",
            Self::Doc => "M6 3.5h8l4 4v13H6zM14 3.5v4h4M9 12h6M9 16h6",
        }
    }
}
