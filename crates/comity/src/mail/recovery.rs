//! The text of a letter about recovery: somebody asked that an account be recovered. It names nobody, and says where it can be
//! stopped.

use super::letter::Hub;
use super::words::Words;
use delegations::recovery_letters::RecoveryAsked;
use record::Time;

/// The words of such letters in one language.
pub struct RecoveryWords {
    pub subject: &'static str,
    pub own: &'static str,
    pub other: &'static str,
    pub own_by_secretariat: &'static str,
    pub other_by_secretariat: &'static str,
    pub asked: &'static str,
    pub stop: &'static str,
    pub why: &'static str,
}

/// The text.
pub fn text(words: &Words, requests: &[RecoveryAsked], hub: &Hub) -> String {
    let (said, around) = (words.recovery, words.around);
    let mut text = String::new();
    for request in requests {
        let what = match (request.own, request.by_secretariat) {
            (true, false) => said.own,
            (false, false) => said.other,
            (true, true) => said.own_by_secretariat,
            (false, true) => said.other_by_secretariat,
        };
        let page = if request.own { "/me" } else { "/delegation" };
        let when = Time(request.at);
        text.extend([format!("{what}\n{} {around}{when}{around}\n{}{page}\n\n", said.asked, hub.address)]);
    }
    text.extend([format!("{}\n\n{}\n", said.stop, said.why)]);
    text
}

pub const ENGLISH: RecoveryWords = RecoveryWords {
    subject: "The recovery of an account in your delegation: please look at it",
    own: "A colleague asked that your account be recovered. Once another colleague confirms it, whoever gets the link can act\n\
          in your name.",
    other: "A colleague asked that the account of another of your delegation be recovered.",
    own_by_secretariat: "The secretariat asked that your account be recovered. For 72 hours nothing happens.",
    other_by_secretariat: "The secretariat asked that an account of your delegation be recovered. For 72 hours nothing happens.",
    asked: "Asked:",
    stop: "If this isn't meant: anybody of the delegation stops it there, signed in, the person whose account it is too. Who\n\
           can't sign in speaks with a colleague by another way than this hub and this letter.",
    why: "You get this letter because you confirmed this address there. No link in this letter signs anybody in.",
};

pub const FRENCH: RecoveryWords = RecoveryWords {
    subject: "La récupération d’un compte de votre délégation\u{a0}: veuillez la vérifier",
    own: "Un collègue a demandé la récupération de votre compte. Dès qu’un autre collègue la confirme, quiconque reçoit le lien\n\
          peut agir en votre nom.",
    other: "Un collègue a demandé la récupération du compte d’une autre personne de votre délégation.",
    own_by_secretariat: "Le secrétariat a demandé la récupération de votre compte. Pendant 72 heures, rien ne se passe.",
    other_by_secretariat: "Le secrétariat a demandé la récupération d’un compte de votre délégation. Pendant 72 heures, rien ne\n\
                           se passe.",
    asked: "Demandée\u{a0}:",
    stop: "Si cela n’est pas voulu\u{a0}: toute personne de la délégation l’arrête là, session ouverte, y compris celle dont c’est\n\
           le compte. Qui ne peut pas ouvrir de session en parle à un collègue par une autre voie que cette plateforme et\n\
           cette lettre.",
    why: "Vous recevez cette lettre parce que vous y avez confirmé cette adresse. Aucun lien de cette lettre n’ouvre de session.",
};

// Spanish, Russian, Chinese and Arabic await review by native speakers, as the words of pages do.
pub const SPANISH: RecoveryWords = RecoveryWords {
    subject: "La recuperación de una cuenta de su delegación: le rogamos que la compruebe",
    own: "Un colega pidió que se recupere su cuenta. En cuanto otro colega lo confirme, quien reciba el enlace podrá actuar en\n\
          su nombre.",
    other: "Un colega pidió que se recupere la cuenta de otra persona de su delegación.",
    own_by_secretariat: "La secretaría pidió que se recupere su cuenta. Durante 72 horas no sucede nada.",
    other_by_secretariat: "La secretaría pidió que se recupere una cuenta de su delegación. Durante 72 horas no sucede nada.",
    asked: "Pedida:",
    stop: "Si no es lo que se quiere: cualquier persona de la delegación la detiene allí, con la sesión iniciada, también aquella\n\
           cuya cuenta es. Quien no pueda iniciar sesión hable con un colega por una vía distinta de esta plataforma y de esta\n\
           carta.",
    why: "Recibe esta carta porque confirmó allí esta dirección. Ningún enlace de esta carta inicia una sesión.",
};

pub const RUSSIAN: RecoveryWords = RecoveryWords {
    subject: "Восстановление учетной записи в вашей делегации: просим проверить",
    own: "Коллега попросил восстановить вашу учетную запись. Как только другой коллега подтвердит это, получивший ссылку сможет\n\
          действовать от вашего имени.",
    other: "Коллега попросил восстановить учетную запись другого члена вашей делегации.",
    own_by_secretariat: "Секретариат попросил восстановить вашу учетную запись. В течение 72 часов ничего не происходит.",
    other_by_secretariat: "Секретариат попросил восстановить учетную запись члена вашей делегации. В течение 72 часов ничего не\n\
                           происходит.",
    asked: "Запрошено:",
    stop: "Если это не то, чего вы хотели: любой член делегации, в том числе владелец учетной записи, останавливает это там,\n\
           выполнив вход. Кто не может войти, пусть обратится к коллеге иным путем, чем через эту платформу и это письмо.",
    why: "Вы получили это письмо, потому что подтвердили там этот адрес. Ни одна ссылка в этом письме не выполняет вход.",
};

pub const CHINESE: RecoveryWords = RecoveryWords {
    subject: "贵代表团一个账户的恢复：请查看",
    own: "一位同事请求恢复您的账户。一旦另一位同事确认，获得链接者即可以您的名义行事。",
    other: "一位同事请求恢复贵代表团另一人的账户。",
    own_by_secretariat: "秘书处请求恢复您的账户。72小时内不会发生任何变化。",
    other_by_secretariat: "秘书处请求恢复贵代表团的一个账户。72小时内不会发生任何变化。",
    asked: "请求时间：",
    stop: "如果这并非本意：代表团任何人，包括账户所属者本人，登录后均可在该处予以停止。无法登录者请通过本平台和本邮件以外的\n\
           途径与同事联系。",
    why: "您收到本邮件，是因为您在该处确认了此地址。本邮件中的任何链接都不会使人登录。",
};

pub const ARABIC: RecoveryWords = RecoveryWords {
    subject: "استعادة حساب في وفدكم: يرجى التحقق منها",
    own: "طلب أحد الزملاء استعادة حسابكم. ومتى أكد ذلك زميل آخر، أمكن من يحصل على الرابط أن يتصرف باسمكم.",
    other: "طلب أحد الزملاء استعادة حساب شخص آخر من وفدكم.",
    own_by_secretariat: "طلبت الأمانة استعادة حسابكم. ولا يحدث شيء خلال 72 ساعة.",
    other_by_secretariat: "طلبت الأمانة استعادة حساب من حسابات وفدكم. ولا يحدث شيء خلال 72 ساعة.",
    asked: "تاريخ الطلب:",
    stop: "إذا لم يكن ذلك مقصودا: يوقفه هناك أي شخص من الوفد بعد تسجيل الدخول، بمن فيهم صاحب الحساب. ومن لا يستطيع تسجيل الدخول\n\
           يخاطب أحد زملائه بطريق غير هذه المنصة وهذه الرسالة.",
    why: "تتلقون هذه الرسالة لأنكم أكدتم هذا العنوان هناك. ولا يؤدي أي رابط في هذه الرسالة إلى تسجيل دخول أحد.",
};
