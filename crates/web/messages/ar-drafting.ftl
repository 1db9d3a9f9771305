# المسودات داخل الوفد. ترجمة في انتظار مراجعة ناطقين بالعربية.
draft-seen-by = لا يرى هذا إلا وفدكم. وهو محفوظ على هذه المنصة: ومن يشغّلها يستطيع قراءته.
draft-parts = الأجزاء
draft-parts-note = يُكتب كل جزء ويُحفظ على حدة. ويستطيع الزملاء في الوقت نفسه الكتابة في أجزاء أخرى أو في خانات أخرى من الجزء نفسه.
save-and-next = احفظ وانتقل إلى الجزء التالي
save-and-previous = احفظ وعُد إلى الجزء السابق
draft-words = النص
draft-choices = الموجَّه إليهم والموضوعات
draft-answered = أُجيب عن { $answered } من { $asked }
draft-remarks-open = { $count ->
    [zero] لا ملاحظات مفتوحة
    [one] ملاحظة مفتوحة واحدة
    [two] ملاحظتان مفتوحتان
    [few] { $count } ملاحظات مفتوحة
    [many] { $count } ملاحظة مفتوحة
   *[other] { $count } ملاحظة مفتوحة
 }
draft-to-preview = الاطلاع على الكل والتوقيع
draft-blank = لا شيء
draft-changes = ما الذي تغيّر ومن غيّره
draft-changes-note = آخر تغيير في كل خانة، وما كان فيها قبله.
draft-changes-none = لم يتغيّر شيء بعد.
draft-before = ما كان قبل ذلك
draft-before-gone = ما كان قبل ذلك لم يعد محفوظا.
draft-remarks = الملاحظات
draft-remarks-seen-by = تبقى الملاحظات داخل وفدكم. ولا تُوقَّع أبدا، وتزول مع المسودة.
remark = ملاحظة
remark-section = على أي قسم
remark-make = إضافة الملاحظة
remark-settle = سُوّيت
remark-settled-on = سُوّيت في
remarks-settled = ملاحظات سُوّيت
clearance = الإجازة
clearance-note = من قرأها ووافق عليها يبيّن ذلك هنا. وأي تغيير ينهي ذلك.
draft-clear = أُجيزت
draft-cleared = أُجيزت في
draft-document = ملف Word
draft-document-kept = يُحفظ مع هذه المسودة ملف Word سيكون تحت التوقيع نفسه:
draft-document-bring = إدخال ملف Word مُجاز
draft-document-note = يحل نصه محل ما في الخانة. ويُحفظ الملف نفسه ويُوقَّع معه، ويستطيع كل من يقرأ القيد تنزيله، بكل ما يقوله الملف عن واضعيه.
draft-document-into = إدخال النص في
draft-document-file = ملف Word (‎.docx، بحد أقصى 4 ميبي بايت)
draft-document-send = إدخاله
draft-document-remove = إزالة الملف
draft-document-record = النص في ملف
draft-document-record-note = موقَّع مع النص. وما يقوله زيادة على النص أعلاه هو أيضا لصاحبه.
release-rule = واحد يصوغ وآخر يُجيز الإصدار
release-rule-on = سارية: من كتب آخر تغيير في جزء لا يستطيع وحده إصدار المسودة. منذ
release-rule-off = غير سارية: من يحق له التوقيع يستطيع أن يوقّع ما كتبه بنفسه.
release-rule-note = تسري حيثما تتلقى هذه المنصة توقيعا على مسودة، حتى إن جاءت الإجابات في مصنف أو ملف. وتسري أيضا على تغيير حالة قيد. أما القيد الذي يكتبه أحدهم ويوقّعه على جهازه فلا يمر بمسودة: لا تقبله هذه المنصة إلا بتوقيعي شخصين.
release-rule-begin = تفعيلها
release-rule-end = إنهاؤها
release-rule-on-draft = في وفدكم واحد يصوغ وآخر يُجيز الإصدار: اختاروا مفتاح زميل لم يكتب التغييرات الأخيرة، وحده أو إلى جانب مفتاحكم.
event-release-rule = غُيّرت قاعدة إصدار المسودات
notice-saved-with-others = حُفظ. وفي أثناء ذلك غيّر زملاء خانات أخرى؛ وما كتبوه باق.
notice-cleared = وُسمت المسودة بأنها مُجازة.
notice-remark-made = أُضيفت الملاحظة.
notice-remark-settled = سُوّيت الملاحظة.
notice-document-taken = نص الملف في المسودة، والملف محفوظ معها.
notice-choose-signers = اختاروا للتوقيع عددا من الأشخاص المختلفين بقدر ما يتطلبه هذا النوع من القيود.
signers-asked = يتطلب هذا النوع { $count ->
        [zero] توقيعا
        [one] توقيع شخص واحد
        [two] توقيعي شخصين مختلفين
        [few] توقيعات { $count } أشخاص مختلفين
        [many] توقيعات { $count } شخصا مختلفا
       *[other] توقيعات { $count } شخص مختلف
    } على الأقل.
notice-document-unreadable = لا يمكن إدخال هذا الملف. احفظوه بصيغة ‎.docx دون وحدات ماكرو ودون تشفير، وبحد أقصى 4 ميبي بايت.
notice-needs-release = في وفدكم واحد يصوغ وآخر يُجيز الإصدار. اختاروا أيضا مفتاح زميل لم يكتب آخر تغيير في كل جزء.
refusal-attachment-type = الملف المرفق بنص موقَّع هو ملف Word (‎.docx) أو PDF.
notice-too-long = لم يُحفظ. ما كتبتموه وارد أدناه.
