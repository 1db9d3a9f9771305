//! A small drawing of the texts that an instrument cites, in the order of their years: made here, shown without a
//! script. Years without a text take no room, or the Charter would push seventy years of resolutions into a corner.

/// Units of the drawing, about CSS pixels on a phone; the page scales it.
const WIDTH: u32 = 640;
const MARGIN: u32 = 28;
const BASE: u32 = 44;
/// Where arcs bend: near the top.
const BEND: u32 = 4;
/// The least room that the label of a year needs.
const LABEL: u32 = 56;
const STEP: u32 = 14;
const AXIS: u32 = 22;

/// A text on the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its name, for whoever points at it.
    pub name: String,
    /// Its year.
    pub year: i32,
    /// It came out of the instrument, and isn't cited by it.
    pub successor: bool,
    /// Where it stands.
    pub x: u32,
    /// Where it stands.
    pub y: u32,
}

/// A year on the axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// The year.
    pub year: i32,
    /// Where it stands.
    pub x: u32,
}

/// The drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagram {
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
    /// Where the axis lies.
    pub axis: u32,
    /// The instrument itself.
    pub own: Mark,
    /// The other texts.
    pub marks: Vec<Mark>,
    /// Years on the axis.
    pub ticks: Vec<Tick>,
}

impl Mark {
    /// A text of a date, if the date begins with a year.
    pub fn new(name: &str, date: &str, successor: bool) -> Option<Self> {
        Some(Self { name: name.to_owned(), year: year(date)?, successor, x: 0, y: 0 })
    }
}

fn year(date: &str) -> Option<i32> {
    date.get(..4)?.parse().ok()
}

impl Diagram {
    /// Draws the marks around an instrument; none if there are too few texts for a drawing to say more than the list.
    pub fn draw(own: &str, name: &str, mut marks: Vec<Mark>) -> Option<Self> {
        let own_year = year(own)?;
        if marks.len() < 2 {
            return None;
        }
        let mut years: Vec<i32> = marks.iter().map(|mark| mark.year).chain([own_year]).collect();
        years.sort_unstable();
        years.dedup();
        let at = |year: i32| place(year, &years);
        marks.sort_by_key(|mark| mark.year);
        let tallest = stack(&mut marks, own_year, at);
        let axis = BASE + STEP * tallest.max(2);
        for mark in &mut marks {
            mark.y = axis - mark.y;
        }
        let own = Mark { name: name.to_owned(), year: own_year, successor: false, x: at(own_year), y: axis };
        Some(Self { width: WIDTH, height: axis + AXIS, axis, own, marks, ticks: ticks(&years) })
    }

    /// The arc from a cited text to the instrument, or from the instrument to its successor.
    pub fn arc(&self, mark: &Mark) -> String {
        let middle = u32::midpoint(mark.x, self.own.x);
        format!("M{} {} Q{middle} {BEND} {} {}", mark.x, mark.y, self.own.x, self.own.y)
    }
}

fn place(year: i32, years: &[i32]) -> u32 {
    let steps = u32::try_from(years.len()).unwrap_or(u32::MAX).saturating_sub(1).max(1);
    let step = years.binary_search(&year).unwrap_or_default();
    MARGIN + (WIDTH - 2 * MARGIN) * u32::try_from(step).unwrap_or_default() / steps
}

/// Texts of one year stand above each other; gives the height of the tallest stack. The instrument has the lowest place
/// of its own year.
fn stack(marks: &mut [Mark], own_year: i32, at: impl Fn(i32) -> u32) -> u32 {
    let mut tallest = 0;
    let mut current = (i32::MIN, 0);
    for mark in marks {
        if mark.year != current.0 {
            current = (mark.year, u32::from(mark.year == own_year));
        }
        mark.x = at(mark.year);
        mark.y = STEP * (current.1 + 1);
        current.1 += 1;
        tallest = tallest.max(current.1 + 1);
    }
    tallest
}

/// The first and the last year, and those between for whose labels there is room.
fn ticks(years: &[i32]) -> Vec<Tick> {
    let mut ticks: Vec<Tick> = Vec::new();
    for year in years {
        let tick = Tick { year: *year, x: place(*year, years) };
        if ticks.last().is_none_or(|before| tick.x - before.x >= LABEL) {
            ticks.push(tick);
        } else if Some(year) == years.last() && ticks.len() > 1 {
            ticks.pop();
            ticks.push(tick);
        }
    }
    ticks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_one_year_never_cover_each_other() {
        let marks = (0..9).filter_map(|n| Mark::new("a", if n < 5 { "2010" } else { "2020-01-02" }, n == 8));
        let drawn =
            Diagram::draw("2020-12-07", "own", marks.collect()).expect("nine texts are worth a drawing");
        let mut places: Vec<_> = drawn.marks.iter().map(|mark| (mark.x, mark.y)).collect();
        places.push((drawn.own.x, drawn.own.y));
        places.sort_unstable();
        places.dedup();
        assert_eq!(places.len(), 10);
        assert!(drawn.marks.iter().all(|mark| mark.y < drawn.axis && mark.x <= drawn.width));
    }

    #[test]
    fn an_old_text_does_not_push_the_others_into_a_corner() {
        let marks = ["1945", "2018", "2019"].iter().filter_map(|year| Mark::new("a", year, false));
        let drawn = Diagram::draw("2020", "own", marks.collect()).expect("three texts are worth a drawing");
        let steps: Vec<u32> = drawn.marks.windows(2).map(|pair| pair[1].x - pair[0].x).collect();
        assert!(steps[0].abs_diff(steps[1]) <= 1, "{steps:?}");
        let labels: Vec<i32> = drawn.ticks.iter().map(|tick| tick.year).collect();
        assert_eq!(labels, [1945, 2018, 2019, 2020]);
    }

    #[test]
    fn one_text_is_no_diagram() {
        assert_eq!(Diagram::draw("2020", "own", Mark::new("a", "2019", false).into_iter().collect()), None);
    }
}
