//! The words of letters, in each language in which letters are written. A small list of their own: a subject is one of four
//! sentences, and nothing is ever put into one but the hub's name and the word for an exercise before it.

/// The words of letters in one language.
pub struct Words {
    /// What stands before a subject, so that a line of mixed scripts runs as its language does.
    pub start: &'static str,
    /// What stands around an id, a time or a host: in a line that runs from right to left, its parts stay in their order.
    pub around: &'static str,
    pub greeting: &'static str,
    pub hub: &'static str,
    pub subject_record: &'static str,
    pub subject_key: &'static str,
    pub subject_code: &'static str,
    pub subject_trial: &'static str,
    pub signed_own: &'static str,
    pub signed_other: &'static str,
    pub transmitted: &'static str,
    pub erased: &'static str,
    pub key_enrolled: &'static str,
    pub key_vouched_for: &'static str,
    pub key_revoked: &'static str,
    pub record: &'static str,
    pub kind: &'static str,
    pub when: &'static str,
    pub signs_from: &'static str,
    pub more: &'static str,
    pub not_you: &'static str,
    pub stop_key: &'static str,
    pub all: &'static str,
    pub why: &'static str,
    pub code: &'static str,
    pub code_where: &'static str,
    pub code_not_you: &'static str,
    pub trial: &'static str,
    pub exercise_mark: &'static str,
    pub exercise: &'static str,
}

/// The words of a language; English for those in which no letter is.
pub fn words(language: &str) -> &'static Words {
    match language {
        "ar" => &ARABIC,
        "es" => &SPANISH,
        "fr" => &FRENCH,
        "ru" => &RUSSIAN,
        "zh" => &CHINESE,
        _ => &ENGLISH,
    }
}

const ENGLISH: Words = Words {
    start: "",
    around: "",
    // To nobody by name: a letter lies open on servers that are nobody's here.
    greeting: "Dear colleague,",
    hub: "This is a letter from the Comity hub",
    subject_record: "A record in your delegation's name: please look at it",
    subject_key: "A signing key of your delegation: please look at it",
    subject_code: "A code to confirm this address",
    subject_trial: "A trial letter",
    signed_own: "A record was signed with a key of yours.",
    signed_other: "A record was signed in your delegation's name.",
    transmitted: "The secretariat entered a record in your delegation's name, as it was received.",
    erased: "The secretariat erased a record of your delegation.",
    key_enrolled: "An administrator of your delegation enrolled a signing key.",
    key_vouched_for: "The secretariat's root keys enrolled a signing key for your delegation.",
    key_revoked: "A signing key of your delegation was revoked.",
    record: "Record:",
    kind: "Kind:",
    when: "Accepted:",
    signs_from: "It may sign from:",
    more: "Further notices, on the page:",
    not_you: "If nobody of your delegation meant this: revoke the key that signed (comity participant revoke, or the\n\
              revocation that you keep offline), disavow the record, and tell the secretariat by another way than this\n\
              hub and this letter.",
    stop_key: "If your delegation did not ask for the new key: whoever has a valid key of your delegation stops it before it\n\
               may sign, with comity participant revoke.",
    all: "All of your notices, once you have signed in:",
    why: "You get this letter because you confirmed this address there. On the same page you can have notices mailed no\n\
          more. No link in this letter signs anybody in.",
    code: "This code confirms that notices may be sent to this address:",
    code_where: "It is valid for a day. Type it, signed in, at",
    code_not_you: "If you did not ask for it, do nothing: without the code nothing more is sent here.",
    trial: "The operator of this hub tries its mail. There is nothing to do.",
    exercise_mark: "EXERCISE:",
    exercise: "THIS IS AN EXERCISE. All that this letter speaks of is invented for practice.",
};

const FRENCH: Words = Words {
    start: "",
    around: "",
    greeting: "Madame, Monsieur,",
    hub: "Cette lettre vient de la plateforme Comity",
    subject_record: "Un enregistrement au nom de votre délégation\u{a0}: veuillez en prendre connaissance",
    subject_key: "Une clé de signature de votre délégation\u{a0}: veuillez en prendre connaissance",
    subject_code: "Un code pour confirmer cette adresse",
    subject_trial: "Une lettre d’essai",
    signed_own: "Un enregistrement a été signé avec une clé qui est la vôtre.",
    signed_other: "Un enregistrement a été signé au nom de votre délégation.",
    transmitted: "Le secrétariat a saisi un enregistrement au nom de votre délégation, tel qu’il l’a reçu.",
    erased: "Le secrétariat a effacé un enregistrement de votre délégation.",
    key_enrolled: "Un administrateur de votre délégation a inscrit une clé de signature.",
    key_vouched_for: "Les clés racines du secrétariat ont inscrit une clé de signature pour votre délégation.",
    key_revoked: "Une clé de signature de votre délégation a été révoquée.",
    record: "Enregistrement\u{a0}:",
    kind: "Nature\u{a0}:",
    when: "Accepté\u{a0}:",
    signs_from: "Elle peut signer à partir de\u{a0}:",
    more: "Autres avis, sur la page\u{a0}:",
    not_you: "Si personne de votre délégation n’a voulu cela\u{a0}: révoquez la clé qui a signé (comity participant revoke, ou la\n\
              révocation que vous gardez hors ligne), désavouez l’enregistrement et prévenez le secrétariat par une autre voie\n\
              que cette plateforme et cette lettre.",
    stop_key: "Si votre délégation n’a pas demandé la nouvelle clé\u{a0}: quiconque a une clé valide de votre délégation l’arrête\n\
               avant qu’elle puisse signer, avec comity participant revoke.",
    all: "Tous vos avis, une fois la session ouverte\u{a0}:",
    why: "Vous recevez cette lettre parce que vous y avez confirmé cette adresse. Sur la même page, vous pouvez mettre fin à\n\
          l’envoi des avis. Aucun lien de cette lettre n’ouvre de session.",
    code: "Ce code confirme que des avis peuvent être envoyés à cette adresse\u{a0}:",
    code_where: "Il est valable un jour. Saisissez-le, session ouverte, à l’adresse",
    code_not_you: "Si vous ne l’avez pas demandé, ne faites rien\u{a0}: sans le code, rien d’autre ne sera envoyé ici.",
    trial: "L’exploitant de cette plateforme essaie son courrier. Il n’y a rien à faire.",
    exercise_mark: "EXERCICE\u{a0}:",
    exercise: "CECI EST UN EXERCICE. Tout ce dont parle cette lettre est inventé pour l’entraînement.",
};

// Spanish, Russian, Chinese and Arabic await review by native speakers, as the words of pages do.
const SPANISH: Words = Words {
    start: "",
    around: "",
    greeting: "Estimada señora, estimado señor:",
    hub: "Esta carta procede de la plataforma Comity",
    subject_record: "Un asiento en nombre de su delegación: le rogamos que lo examine",
    subject_key: "Una clave de firma de su delegación: le rogamos que la examine",
    subject_code: "Un código para confirmar esta dirección",
    subject_trial: "Una carta de prueba",
    signed_own: "Se firmó un asiento con una clave suya.",
    signed_other: "Se firmó un asiento en nombre de su delegación.",
    transmitted: "La secretaría introdujo un asiento en nombre de su delegación, tal como lo recibió.",
    erased: "La secretaría suprimió un asiento de su delegación.",
    key_enrolled: "Un administrador de su delegación inscribió una clave de firma.",
    key_vouched_for: "Las claves raíz de la secretaría inscribieron una clave de firma para su delegación.",
    key_revoked: "Se revocó una clave de firma de su delegación.",
    record: "Asiento:",
    kind: "Tipo:",
    when: "Aceptado:",
    signs_from: "Puede firmar a partir del:",
    more: "Otros avisos, en la página:",
    not_you: "Si nadie de su delegación quiso esto: revoque la clave que firmó (comity participant revoke, o la revocación que\n\
              guarda sin conexión), desautorice el asiento e informe a la secretaría por una vía distinta de esta plataforma y\n\
              de esta carta.",
    stop_key: "Si su delegación no pidió la nueva clave: quien tenga una clave válida de su delegación la detiene antes de que\n\
               pueda firmar, con comity participant revoke.",
    all: "Todos sus avisos, una vez iniciada la sesión:",
    why: "Recibe esta carta porque confirmó allí esta dirección. En la misma página puede poner fin al envío de avisos.\n\
          Ningún enlace de esta carta inicia una sesión.",
    code: "Este código confirma que pueden enviarse avisos a esta dirección:",
    code_where: "Es válido durante un día. Introdúzcalo, con la sesión iniciada, en",
    code_not_you: "Si no lo ha pedido, no haga nada: sin el código no se enviará nada más aquí.",
    trial: "El operador de esta plataforma prueba su correo. No hay nada que hacer.",
    exercise_mark: "EJERCICIO:",
    exercise: "ESTO ES UN EJERCICIO. Todo aquello de lo que habla esta carta es inventado, para practicar.",
};

const RUSSIAN: Words = Words {
    start: "",
    around: "",
    greeting: "Уважаемый коллега!",
    hub: "Это письмо отправлено платформой Comity",
    subject_record: "Запись от имени вашей делегации: просьба ознакомиться",
    subject_key: "Ключ подписи вашей делегации: просьба ознакомиться",
    subject_code: "Код для подтверждения этого адреса",
    subject_trial: "Пробное письмо",
    signed_own: "Вашим ключом подписана запись.",
    signed_other: "От имени вашей делегации подписана запись.",
    transmitted: "Секретариат внес запись от имени вашей делегации в том виде, в каком она получена.",
    erased: "Секретариат удалил запись вашей делегации.",
    key_enrolled: "Администратор вашей делегации зарегистрировал ключ подписи.",
    key_vouched_for: "Корневые ключи секретариата зарегистрировали ключ подписи вашей делегации.",
    key_revoked: "Ключ подписи вашей делегации отозван.",
    record: "Запись:",
    kind: "Вид:",
    when: "Принято:",
    signs_from: "Может подписывать с:",
    more: "Другие уведомления, на странице:",
    not_you: "Если никто из вашей делегации этого не хотел: отзовите ключ, которым подписано (comity participant revoke или отзыв,\n\
              который вы храните вне сети), заявите о непризнании записи и сообщите секретариату иным путем, чем через эту\n\
              платформу и это письмо.",
    stop_key: "Если ваша делегация не просила о новом ключе: любой, у кого есть действующий ключ вашей делегации, останавливает его\n\
               командой comity participant revoke, прежде чем он сможет подписывать.",
    all: "Все ваши уведомления, после входа:",
    why: "Вы получили это письмо, потому что подтвердили там этот адрес. На той же странице вы можете отказаться от\n\
          уведомлений по почте. Ни одна ссылка в этом письме не выполняет вход.",
    code: "Этот код подтверждает, что на этот адрес можно отправлять уведомления:",
    code_where: "Он действителен один день. Введите его после входа на странице",
    code_not_you: "Если вы его не запрашивали, ничего не делайте: без кода сюда больше ничего не будет отправлено.",
    trial: "Оператор этой платформы проверяет почту. Делать ничего не нужно.",
    exercise_mark: "УЧЕНИЯ:",
    exercise: "ЭТО УЧЕНИЯ. Все, о чем говорится в этом письме, вымышлено для учений.",
};

const CHINESE: Words = Words {
    start: "",
    around: "",
    greeting: "尊敬的同事：",
    hub: "本邮件由以下 Comity 平台发出，",
    subject_record: "以贵代表团名义作出的一条记录：请查阅",
    subject_key: "贵代表团的一个签名密钥：请查阅",
    subject_code: "用于确认此地址的验证码",
    subject_trial: "测试邮件",
    signed_own: "有一条记录用您的密钥签名。",
    signed_other: "有一条记录以贵代表团的名义签名。",
    transmitted: "秘书处以贵代表团的名义按收到时原样录入了一条记录。",
    erased: "秘书处抹除了贵代表团的一条记录。",
    key_enrolled: "贵代表团的一名管理员登记了一个签名密钥。",
    key_vouched_for: "秘书处的根密钥为贵代表团登记了一个签名密钥。",
    key_revoked: "贵代表团的一个签名密钥已撤销。",
    record: "记录：",
    kind: "类别：",
    when: "接受时间：",
    signs_from: "可开始签名的时间：",
    more: "页面上的其他通知：",
    not_you: "如果贵代表团无人有意为之：请撤销用于签名的密钥（comity participant revoke，或你们离线保存的撤销记录），\n\
              声明不予承认该记录，并通过本平台和本邮件以外的途径告知秘书处。",
    stop_key: "如果贵代表团未要求该新密钥：持有贵代表团有效密钥者可在其可签名之前，用 comity participant revoke 予以停止。",
    all: "登录后可查看您的全部通知：",
    why: "您收到本邮件，是因为您在该处确认了此地址。您可在同一页面停止以邮件接收通知。本邮件中的任何链接都不会使人登录。",
    code: "以下验证码用于确认可向此地址发送通知：",
    code_where: "有效期为一天。请登录后在以下页面输入：",
    code_not_you: "如果您未曾请求，请勿采取任何行动：没有验证码，不会再向此处发送任何邮件。",
    trial: "本平台的运营者正在测试邮件。无需采取任何行动。",
    exercise_mark: "演练：",
    exercise: "这是演练。本邮件所述一切均为演练而虚构。",
};

const ARABIC: Words = Words {
    start: "\u{200f}",
    around: "\u{200e}",
    greeting: "تحية طيبة وبعد،",
    hub: "هذه رسالة من منصة Comity",
    subject_record: "قيد باسم وفدكم: يرجى الاطلاع عليه",
    subject_key: "مفتاح توقيع لوفدكم: يرجى الاطلاع عليه",
    subject_code: "رمز لتأكيد هذا العنوان",
    subject_trial: "رسالة تجريبية",
    signed_own: "وُقّع قيد بأحد مفاتيحكم.",
    signed_other: "وُقّع قيد باسم وفدكم.",
    transmitted: "أدخلت الأمانة قيدا باسم وفدكم كما ورد.",
    erased: "محت الأمانة قيدا لوفدكم.",
    key_enrolled: "سجّل مشرف في وفدكم مفتاح توقيع.",
    key_vouched_for: "سجّلت المفاتيح الجذرية للأمانة مفتاح توقيع لوفدكم.",
    key_revoked: "أُلغي مفتاح توقيع لوفدكم.",
    record: "القيد:",
    kind: "النوع:",
    when: "قُبل في:",
    signs_from: "يجوز له التوقيع اعتبارا من:",
    more: "إشعارات أخرى، في الصفحة:",
    not_you: "إذا لم يقصد أحد في وفدكم ذلك: ألغوا المفتاح الذي وُقّع به (comity participant revoke، أو الإلغاء الذي تحتفظون به خارج\n\
              الشبكة)، وتنصّلوا من القيد، وأبلغوا الأمانة بطريق غير هذه المنصة وهذه الرسالة.",
    stop_key: "إذا لم يطلب وفدكم المفتاح الجديد: يستطيع كل من لديه مفتاح صالح لوفدكم إيقافه قبل أن يجوز له التوقيع،\n\
               بالأمر comity participant revoke.",
    all: "جميع إشعاراتكم، بعد تسجيل الدخول:",
    why: "تتلقون هذه الرسالة لأنكم أكدتم هذا العنوان هناك. ويمكنكم في الصفحة نفسها وقف إرسال الإشعارات بالبريد.\n\
          ولا يؤدي أي رابط في هذه الرسالة إلى تسجيل دخول أحد.",
    code: "يؤكد هذا الرمز جواز إرسال الإشعارات إلى هذا العنوان:",
    code_where: "وهو صالح ليوم واحد. اكتبوه، بعد تسجيل الدخول، في الصفحة",
    code_not_you: "إذا لم تطلبوه، فلا تفعلوا شيئا: فمن دون الرمز لن يُرسل إلى هنا شيء آخر.",
    trial: "يجرّب مشغّل هذه المنصة بريدها. وليس هناك ما يلزم فعله.",
    exercise_mark: "تمرين:",
    exercise: "هذا تمرين. كل ما تتحدث عنه هذه الرسالة مختلق لأغراض التدريب.",
};
