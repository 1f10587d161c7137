//! The search: what people type finds what they mean, among all names of a county.

use super::support::pack::{folder, shipped};
use mianzheng::catalogue::{self, Entry, Field, Hit, Index, IndexSum, Searcher};
use mianzheng::item::{Audience, Text, TimeLimit};
use std::sync::LazyLock;
use std::time::Duration;

/// The county's 2,150 names, and the items that are shipped in the place of their names.
struct County {
    index: Index,
    searcher: Searcher,
}

static COUNTY: LazyLock<County> = LazyLock::new(|| {
    let mut index = catalogue::index(&shipped());
    let names = std::fs::read_to_string(folder("tests/core/data/catalogue-names.txt")).unwrap();
    let half_width = |name: &str| name.replace('（', "(").replace('）', ")");
    let shipped: Vec<String> = index.items.iter().map(|entry| half_width(&entry.name.zh)).collect();
    let others = names.lines().filter(|name| !shipped.contains(&half_width(name)));
    let others: Vec<Entry> = others.map(entry).collect();
    index.items.extend(others);
    index.readings = catalogue::readings(&index.items);
    let searcher = Searcher::new(&index);
    County { index, searcher }
});

fn entry(name: &str) -> Entry {
    Entry {
        code: String::new(),
        version: 1,
        name: Text::new(name, "Item"),
        plain_name: Text::new(name, "Item"),
        department: String::new(),
        audience: vec![Audience::Person],
        themes: Vec::new(),
        keywords: Vec::new(),
        sum: IndexSum::default(),
        promised: TimeLimit::AtOnce,
        instant: false,
    }
}

impl County {
    fn search(&self, query: &str) -> Vec<Hit> {
        self.searcher.search(&self.index, query, 20)
    }

    /// Plain names that are found, best first.
    fn found(&self, query: &str) -> Vec<&str> {
        self.search(query).iter().map(|hit| self.index.items[hit.entry].plain_name.zh.as_str()).collect()
    }

    /// By what the first is found: the text with the matched pieces in brackets.
    fn because(&self, query: &str) -> String {
        let hit = self.search(query).swap_remove(0);
        let text = self.index.items[hit.entry].text(hit.because.field);
        let mut out = String::new();
        let mut from = 0;
        for span in hit.because.spans {
            out += &format!("{}[{}]", &text[from..span.start], &text[span.start..span.end]);
            from = span.end;
        }
        out + &text[from..]
    }
}

fn best(query: &str) -> &'static str {
    COUNTY.found(query).first().copied().unwrap_or("nothing")
}

#[test]
fn the_county_has_all_its_names() {
    assert_eq!(COUNTY.index.items.len(), 2150);
}

#[test]
fn an_item_is_found_by_characters_pinyin_initials_and_mixed() {
    for query in
        ["高龄津贴", "高龄", "gaolingjintie", "gaoling", "gljt", "gao龄jt", "GLJT", "ｇｌｊｔ", " gao ling ", "glingjt"]
    {
        assert_eq!(best(query), "高龄津贴", "{query}");
    }
    for query in ["食品经营许可", "spjyxk", "shipinjingyingxuke", "spjingyingxk"] {
        assert_eq!(best(query), "食品经营许可", "{query}");
    }
    for query in ["无犯罪", "wfz", "wufanzui", "无fz", "wfzjlzm"] {
        assert_eq!(best(query), "无犯罪记录证明", "{query}");
    }
}

#[test]
fn one_mistake_is_forgiven() {
    for query in
        ["高龄津帖", "高岭津贴", "高津贴", "高龄龄津贴", "龄高津贴", "gaolngjintie", "gaoilngjintie", "gaolinjintie"]
    {
        assert_eq!(best(query), "高龄津贴", "{query}");
    }
    for query in ["食品径营许可", "shipinjingyinxuke", "shipinjingyinghuke"] {
        assert_eq!(best(query), "食品经营许可", "{query}");
    }
}

#[test]
fn what_people_call_it_finds_it() {
    assert_eq!(best("老人补贴"), "高龄津贴");
    assert_eq!(best("lrbt"), "高龄津贴");
    assert_eq!(best("开饭馆"), "食品经营许可");
    assert_eq!(best("良民证"), "无犯罪记录证明");
    assert_eq!(best("我妈八十岁补贴怎么领"), "高龄津贴");
    assert_eq!(best("allowance"), "高龄津贴");
    for query in ["水电气", "sdq", "shuidianqi", "联合报装", "水电气报装", "水电气一起办"] {
        assert_eq!(best(query), "水电气一起报装", "{query}");
    }
    for query in ["baozhuang", "报装", "装电表", "点火通气"] {
        assert!(COUNTY.found(query).contains(&"水电气一起报装"), "{query}: {:?}", COUNTY.found(query));
    }
}

#[test]
fn official_names_are_found_around_brackets_and_with_gaps() {
    assert!(COUNTY.found("食品许可").contains(&"食品经营许可"));
    let bracketed = "公共场所卫生许可新办审批（县级）";
    assert!(COUNTY.found("ggcswsxkxbsp").contains(&bracketed), "{:?}", COUNTY.found("ggcswsxkxbsp"));
    assert!(COUNTY.found("公共场所许可").contains(&bracketed));
    assert_eq!(best("80周岁"), "高龄津贴");
}

#[test]
fn every_reading_of_a_character_finds_it() {
    // 行 is xing and hang, 重 is zhong and chong, 长 is chang and zhang.
    assert!(COUNTY.found("zhangshoubutie").contains(&"高龄津贴"));
    assert!(COUNTY.found("changshoubutie").contains(&"高龄津贴"));
    assert!(COUNTY.found("hangzheng").iter().any(|name| name.contains("行政")));
    assert!(COUNTY.found("xingzheng").iter().any(|name| name.contains("行政")));
}

#[test]
fn the_characters_that_fit_are_marked_for_initials_and_pinyin_too() {
    assert_eq!(COUNTY.because("gljt"), "[高龄津贴]");
    assert_eq!(COUNTY.because("gaol"), "[高龄]津贴");
    assert_eq!(COUNTY.because("津贴"), "高龄[津贴]");
    assert_eq!(COUNTY.because("高龄津帖"), "[高龄津]贴");
    assert_eq!(COUNTY.because("老人补贴"), "[老人补贴]");
    assert_eq!(COUNTY.because("80zs"), "[80周岁]以上老年人高龄津贴发放");
    let hit = COUNTY.search("lrbt").swap_remove(0);
    assert_eq!(hit.because.field, Field::Keyword(1));
}

#[test]
fn nothing_is_found_by_nothing_or_nonsense() {
    for query in ["", "  ", "，。", "xqzqxw", "龘靐齉"] {
        assert_eq!(COUNTY.found(query), Vec::<&str>::new(), "{query}");
    }
}

#[test]
fn any_query_is_answered() {
    for query in ["（", "a（b", "高龄津贴高龄津贴高龄津贴高龄津贴高龄津贴高龄津贴高龄津贴高龄津贴高龄津贴高龄津贴高龄津贴高龄津贴高龄津贴高龄津贴高龄津贴高龄津贴高龄津贴", "🙂", "é", "１２３"] {
        COUNTY.found(query);
    }
}

#[test]
fn a_better_fit_stands_before_a_worse_one() {
    let found = COUNTY.found("食品经营许可");
    assert_eq!(found[0], "食品经营许可");
    assert!(found.iter().all(|name| name.contains("食品") || name.contains("许可")), "{found:?}");
    assert!(COUNTY.search("xuke").windows(2).all(|pair| pair[0].score >= pair[1].score));
}

/// Times are printed, not judged finely: what counts is the browser, where a keystroke has 2 ms. Run with `--nocapture`.
#[test]
fn a_keystroke_over_all_items_is_quick() {
    let queries =
        ["g", "gl", "gaoling", "gljt", "高", "高龄津贴", "高龄津帖", "gaolngjintie", "xuke", "我妈八十岁补贴怎么领"];
    for query in queries {
        let times: Vec<Duration> = (0..9).map(|_| timed(|| COUNTY.search(query).len())).collect();
        let median = {
            let mut times = times;
            times.sort();
            times[4]
        };
        println!("search {query}: {:.3} ms", median.as_secs_f64() * 1000.0);
        let limit = if cfg!(debug_assertions) { 200 } else { 5 };
        assert!(median < Duration::from_millis(limit), "{query}: {median:?}");
    }
}

#[allow(clippy::disallowed_methods)] // A stopwatch, not the time of day.
fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let start = std::time::Instant::now();
    std::hint::black_box(work());
    start.elapsed()
}
