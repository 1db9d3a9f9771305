//! The text of a digest: what is new on the subjects that somebody subscribed to. It holds what everybody may read, the number
//! of what is not for everybody, and the link by which it is left.

use super::letter::Hub;
use super::words::Words;
use delegations::subscriptions::Due;
use lettre::message::header::{HeaderName, HeaderValue};
use web::News;

/// The words of digests in one language.
pub struct DigestWords {
    pub subject: &'static str,
    pub begins: &'static str,
    pub more: &'static str,
    pub closed: &'static str,
    pub all: &'static str,
    pub why: &'static str,
    pub leave: &'static str,
}

/// The link by which a digest is left without signing in.
fn leave_link(hub: &Hub, due: &Due) -> String {
    format!("{}/leave/{}", hub.address, due.leave.text())
}

/// What tells a mail program that it can leave for its user by one request (RFC 2369, RFC 8058).
pub fn leave_headers(hub: &Hub, due: &Due) -> [HeaderValue; 2] {
    let header = |name: &'static str, value| HeaderValue::new(HeaderName::new_from_ascii_str(name), value);
    [
        header("List-Unsubscribe", format!("<{}>", leave_link(hub, due))),
        header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()),
    ]
}

/// The text.
pub fn text(words: &Words, news: &News, due: &Due, hub: &Hub) -> String {
    let said = words.digest;
    let told = |label: &str, value: usize| format!("{label} {0}{value}{0}\n", words.around);
    let mut text = format!("{}\n\n", said.begins);
    for entry in &news.entries {
        let (facts, around) = (entry.facts.join(" · "), words.around);
        let page = format!("{}{}", hub.address, entry.href);
        text.extend([format!("{}\n{facts} · {around}{}{around}\n{page}\n\n", entry.title, entry.day)]);
    }
    if news.more > 0 {
        text.extend([told(said.more, news.more)]);
    }
    if news.closed > 0 {
        text.extend([told(said.closed, news.closed)]);
    }
    let page = format!("{}/me/subscriptions", hub.address);
    let leave = leave_link(hub, due);
    text.extend([format!("{}\n{page}\n\n{}\n\n{}\n{leave}\n", said.all, said.why, said.leave)]);
    text
}

pub const ENGLISH: DigestWords = DigestWords {
    subject: "New on the subjects to which you subscribed",
    begins: "New on the subjects to which you subscribed:",
    more: "Further new records, on the page:",
    closed: "New records that are not for everybody, to be read once you have signed in:",
    all: "All that is new, and your subscriptions, once you have signed in:",
    why: "You get this letter because you subscribed there. How often it comes is chosen on the same page.",
    leave: "To unsubscribe in one step, without signing in:",
};

pub const FRENCH: DigestWords = DigestWords {
    subject: "Nouveau sur les sujets auxquels vous êtes abonné",
    begins: "Nouveau sur les sujets auxquels vous êtes abonné\u{a0}:",
    more: "Autres enregistrements nouveaux, sur la page\u{a0}:",
    closed: "Enregistrements nouveaux qui ne sont pas destinés à tous, à lire une fois la session ouverte\u{a0}:",
    all: "Tout ce qui est nouveau, et vos abonnements, une fois la session ouverte\u{a0}:",
    why: "Vous recevez cette lettre parce que vous vous y êtes abonné. Sa fréquence se choisit sur la même page.",
    leave: "Pour vous désabonner en une étape, sans ouvrir de session\u{a0}:",
};

// Spanish, Russian, Chinese and Arabic await review by native speakers, as the words of pages do.
pub const SPANISH: DigestWords = DigestWords {
    subject: "Lo nuevo sobre los temas a los que se suscribió",
    begins: "Lo nuevo sobre los temas a los que se suscribió:",
    more: "Otros asientos nuevos, en la página:",
    closed: "Asientos nuevos que no son para todos, para leer una vez iniciada la sesión:",
    all: "Todo lo nuevo, y sus suscripciones, una vez iniciada la sesión:",
    why: "Recibe esta carta porque se suscribió allí. En la misma página se elige su frecuencia.",
    leave: "Para cancelar las suscripciones en un solo paso, sin iniciar sesión:",
};

pub const RUSSIAN: DigestWords = DigestWords {
    subject: "Новое по предметам вашей подписки",
    begins: "Новое по предметам вашей подписки:",
    more: "Другие новые записи, на странице:",
    closed: "Новые записи, предназначенные не для всех, читаются после входа:",
    all: "Все новое и ваши подписки, после входа:",
    why: "Вы получили это письмо, потому что подписались там. На той же странице выбирается частота писем.",
    leave: "Отписаться в один шаг, без входа:",
};

pub const CHINESE: DigestWords = DigestWords {
    subject: "您所订阅主题的新内容",
    begins: "您所订阅主题的新内容：",
    more: "页面上的其他新记录：",
    closed: "并非面向所有人的新记录，登录后可阅读：",
    all: "登录后可查看全部新内容和您的订阅：",
    why: "您收到本邮件，是因为您在该处订阅。邮件频率可在同一页面选择。",
    leave: "无需登录、一步取消订阅：",
};

pub const ARABIC: DigestWords = DigestWords {
    subject: "الجديد في المواضيع التي اشتركتم فيها",
    begins: "الجديد في المواضيع التي اشتركتم فيها:",
    more: "قيود جديدة أخرى، في الصفحة:",
    closed: "قيود جديدة ليست موجهة إلى الجميع، تُقرأ بعد تسجيل الدخول:",
    all: "كل الجديد واشتراكاتكم، بعد تسجيل الدخول:",
    why: "تتلقون هذه الرسالة لأنكم اشتركتم هناك. ويُختار تواترها في الصفحة نفسها.",
    leave: "لإلغاء الاشتراك في خطوة واحدة، دون تسجيل الدخول:",
};
