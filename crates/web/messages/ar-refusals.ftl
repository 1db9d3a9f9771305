# لماذا لا يمكن توقيع شيء أو لا يُقبل، بحسب رمز الرفض. ترجمة في انتظار مراجعة ناطقين بالعربية.

refusal-of-field = { $name }: { $why }
refusal-items = اختاروا من { $min } إلى { $max } من عناصر الإطار.
refusal-other-log = أُعدّ هذا لسجل آخر. أعدّوه من جديد هنا.
refusal-exercise-differs = لا مكان لقيد من تمرين في سجل حقيقي، ولا العكس. أعدّوه من جديد هنا.
refusal-already-there = هذا القيد وارد في السجل من قبل.
refusal-expired = طال انتظاره للتوقيعات. أعدّوه من جديد ووقّعوه مرة أخرى.
refusal-from-the-future = يقول إنه كُتب في وقت لاحق للآن. أعدّوه من جديد؛ وإن لم يُجدِ ذلك فأبلغوا الأمانة.
refusal-kind-version = لهذا النوع من السجلات نسخة أحدث. أعدّه من جديد.
refusal-unknown-kind = هذا النوع من القيود غير معروف هنا بهذه النسخة. أعدّوه من جديد.
refusal-evidence-not-taken = لا يمكن أن يرد هذا النوع من القيود بهذه الطريقة: فالمشارك فيه هو الذي يوقّعه.
refusal-unknown-key = مفتاح من المفاتيح الموقِّعة ليس في السجل. اطلبوا تسجيله، أو وقّعوا بغيره.
refusal-key-enrolled = هذا المفتاح وارد في السجل من قبل، أو مفتاح آخر يحمله مفتاح المرور نفسه.
refusal-key-waiting = لا يجوز بعد لمفتاح من المفاتيح الموقِّعة أن يوقّع: فمدة انتظاره لم تنته. وتبين صفحة المفاتيح متى تنتهي.
refusal-key-revoked = أُلغي مفتاح من المفاتيح الموقِّعة. وقّعوا بغيره.
refusal-key-of-another = مفتاح من المفاتيح الموقِّعة يخص وفدا آخر.
refusal-person-of-another = ذُكر مفتاح مع شخص غير الذي يربطه به السجل. أعدّوه من جديد.
refusal-person-taken = رقم هذا الشخص يخص وفدا آخر. اسحبوا الاقتراح وأنشئوا مفتاحا آخر.
refusal-key-not-entitled = لا يجوز لمفتاح من المفاتيح الموقِّعة أن يوقّع هذا النوع من القيود، أو أن يوقّعه لهذه الآلية. اختاروا مفتاحا آخر.
refusal-number-of-signers = عدد الموقّعين أقل أو أكثر مما ينبغي. أعدّوه من جديد واختاروا من يوقّع.
refusal-signature-form-not-taken = لا يقبل هذا النوع من القيود إلا الشكل الآخر من التوقيعات: في الصفحة بمفتاح مرور، أو على جهاز الموقّع نفسه.
refusal-number-of-framework-items = يذكر من عناصر الإطار أقل أو أكثر مما ينبغي.
refusal-too-few-root-keys = لم يوقّع عدد كاف من المفاتيح الجذرية للأمانة. اطلبوا من الأمانة تسجيلا وقّعه عدد كاف منها.
refusal-wrong-signers = وقّع من لا يجوز له توقيع هذا، أو لم يوقّع من يجب أن يوقّعه. أعدّوه من جديد.
refusal-unknown-mechanism = إحدى الآليات التي يذكرها غير معروفة هنا. اختاروا غيرها.
refusal-not-in-mechanism = لا يشارك وفدكم في إحدى الآليات التي يذكرها. اختاروا غيرها.
refusal-kind-not-taken = لا تقبل إحدى الآليات التي يذكرها قيودا من هذا النوع. اختاروا غيرها.
refusal-writer-not-taken = لا يستطيع وفدكم كتابة هذا النوع من القيود.
refusal-not-for-this-kind = يقول شيئا لا معنى له في هذا النوع من القيود. أعدّوه من جديد.
refusal-no-mechanism = اختاروا آلية واحدة على الأقل يقال هذا لها.
refusal-audience-not-taken = لا يمكن أن يوجَّه هذا النوع من القيود إلى من اخترتموهم. اختاروا غيرهم.
refusal-unknown-framework-item = أحد عناصر الإطار التي يذكرها لم يعد معروفا هنا. اختاروا من جديد.
refusal-unknown-provision = أحد الأحكام التي يذكرها لم يعد معروفا هنا. اختاروا من جديد.
refusal-unknown-record = أحد القيود التي يذكرها ليس في هذا السجل.
refusal-wider-than-named = ليس كل من يمكنه قراءة هذا يجوز له قراءة القيد الذي يذكره. اختاروا عددا أقل من القراء.
refusal-not-yours-to-supersede = لا يستبدل القيد إلا صاحبه، وبقيد من النوع نفسه.
refusal-transmission-over-signed = وقّعت الدولة ذلك القيد أو أكدته بنفسها: ومن الآن لا يستبدله غيرها.
refusal-unknown-group = المجموعة التي يُراد لها أن تقرأه غير معروفة هنا.
refusal-unknown-participant = جهة من الجهات التي يذكرها لا تشارك في أي آلية هنا.
refusal-quota = قال وفدكم اليوم كل ما يجوز قوله في يوم واحد. وقّعوه غدا، أو اسألوا الأمانة.
refusal-control-body = ما يقوله ليس بالصيغة الصحيحة. أعدّوه من جديد.
refusal-not-erasable = لا يمكن محو هذا المتن لهذا السبب، أو لا يمكن لهذا الوفد محوه.
refusal-not-disavowable = لا يمكن التنصل من هذا أو تأكيده، أو لا يمكن ذلك لهذا الوفد.
refusal-other-key-needed = لم توقّع هذا إلا مفاتيح وقّعت القيد نفسه. ويجب أن يوقّعه أيضا مفتاح آخر لوفدكم.
refusal-register-unreadable = تعذرت قراءة السجل، فلم يُبتّ في شيء. أعيدوا المحاولة بعد دقيقة.
refusal-content-missing = يجب ملء هذا.
refusal-content-unknown-field = ليس في هذا النوع من القيود مثل هذه الخانة.
refusal-content-not-asked = لا يُسأل عن هذا إلا بعد اختيار آخر. اتركوه فارغا، أو غيّروا الاختيار الذي يتوقف عليه.
refusal-content-not-rows = يجب أن يكون هذا قائمة من الصفوف.
refusal-content-too-many-words =
    { $count ->
        [zero] هذا يتجاوز { $count } كلمة. اختصروه.
        [one] هذا يتجاوز كلمة واحدة. اختصروه.
        [two] هذا يتجاوز كلمتين. اختصروه.
        [few] هذا يتجاوز { $count } كلمات. اختصروه.
        [many] هذا يتجاوز { $count } كلمة. اختصروه.
       *[other] هذا يتجاوز { $count } كلمة. اختصروه.
    }
refusal-content-twice = ورد الاختيار نفسه هنا مرتين. احذفوا أحدهما.
refusal-content-not-a-number = يجب أن يكون هذا عددا صحيحا، بالأرقام وحدها.
refusal-content-too-large =
    { $count ->
        [zero] هذا أكبر من { $count }. صححوه.
        [one] هذا أكبر من واحد. صححوه.
        [two] هذا أكبر من { $count }. صححوه.
        [few] هذا أكبر من { $count }. صححوه.
        [many] هذا أكبر من { $count }. صححوه.
       *[other] هذا أكبر من { $count }. صححوه.
    }
refusal-content-not-text = يجب أن يكون هذا نصا.
refusal-content-not-a-list = يجب أن يكون هذا قائمة.
refusal-content-too-long =
    { $count ->
        [zero] هذا يتجاوز { $count } حرف. اختصروه.
        [one] هذا يتجاوز حرفا واحدا. اختصروه.
        [two] هذا يتجاوز حرفين. اختصروه.
        [few] هذا يتجاوز { $count } أحرف. اختصروه.
        [many] هذا يتجاوز { $count } حرفا. اختصروه.
       *[other] هذا يتجاوز { $count } حرف. اختصروه.
    }
refusal-content-too-many =
    { $count ->
        [zero] هذا يتجاوز { $count } مدخل. احذفوا بعضها.
        [one] هذا يتجاوز مدخلا واحدا. احذفوا بعضها.
        [two] هذا يتجاوز مدخلين. احذفوا بعضها.
        [few] هذا يتجاوز { $count } مدخلات. احذفوا بعضها.
        [many] هذا يتجاوز { $count } مدخلا. احذفوا بعضها.
       *[other] هذا يتجاوز { $count } مدخل. احذفوا بعضها.
    }
refusal-content-several-lines = يجب أن يكون هذا سطرا واحدا.
refusal-content-not-plain = في هذا حرف لا يُرى أو يغيّر ترتيب النص. اكتبوه من جديد نصا عاديا.
refusal-content-not-a-choice = اختاروا واحدا مما هو مدرج.
refusal-content-not-a-date = هذا ليس تاريخا. اكتبوا 2026-11-22، أو 2026-11، أو 2026 حيث يكفي ذلك.
refusal-content-not-precise = يجب أن يكون هذا التاريخ أدق.
refusal-content-not-an-address = هذا ليس عنوانا يبدأ بـ https:// أو http://.
refusal-arrival-missing = الملف الوارد ناقص، أو لم تُذكر كيفية وروده.
refusal-arrival-not-transmitted = ما تحيله الأمانة هو وحده الذي يذكر كيف ورد.
refusal-arrival-reference = المرجع سطر واحد من النص العادي، لا يتجاوز 200 حرف.
refusal-arrival-date = اذكروا يوم الورود، مثل 2026-11-03.
refusal-attachment-size = الملف فارغ أو كبير أكثر مما ينبغي.
refusal-attachment-twice = أُرفق ملف واحد مرتين.
refusal-draft-no-audience = اختاروا لمن هو: فعلى حاله لا يستطيع أحد قراءته.
refusal-signature-malformed = هذا ليس توقيعا كما تكتبه ssh-keygen. ألصقوا الملف كله، بسطره الأول وسطره الأخير.
refusal-signature-namespace = أُعدّ هذا التوقيع لاستعمال آخر. وقّعوا مع -n record@comity.
refusal-signature-hash-algorithm = يستخدم هذا التوقيع دالة تجزئة غير مقبولة هنا. وقّعوا بأداة ssh-keygen كما هو مبين في الصفحة.
refusal-signature-not-touched = لم يُلمس مفتاح الأمان أثناء توقيعه.
refusal-signature-wrong = لا يطابق التوقيع هذه البايتات. وقّعوا header.json كما نُزّل تماما.
refusal-signature-set = ليست التوقيعات بالصيغة التي تُحفظ بها.
refusal-signature-not-the-signers = ليس هذا المفتاح من المفاتيح التي ستوقّع هذا، أو أنه وقّع من قبل.
refusal-key-malformed = تتعذر قراءة المفتاح الوارد في التوقيع.
refusal-key-algorithm = لا تُقبل هنا مفاتيح من هذا الصنف. استخدموا Ed25519 أو P-256 أو مفتاح مرور.
refusal-key-weak = هذا المفتاح أضعف مما ينبغي: فأي شخص يمكنه أن يوقّع بدلا منه.
refusal-webauthn-challenge = أجاب مفتاح المرور عن بايتات غير التي تنتظر هنا. أعيدوا تحميل الصفحة، واقرؤوها من جديد، وأبلغوا الأمانة إذا قالت الآن شيئا آخر.
refusal-webauthn-user-not-verified = لم يتحقق مفتاح المرور من أنكم أنتم. استخدموا رمزه السري أو الإصبع أو الوجه.
refusal-webauthn-user-not-present = لم يُلمس مفتاح المرور.
refusal-hub-busy = المنصة مشغولة. أعيدوا المحاولة بعد بضع ثوان.
refusal-hub-stopped = توقفت المنصة قبل أن تتمكن من بيان ما آل إليه هذا. انظروا بعد دقيقة هل ورد القيد في السجل.
refusal-no-hub-key = لا تستطيع المنصة الآن ختم ما ليس للجميع. أبلغوا مشغّلها.
refusal-body-too-large = يشغل ذلك في مجموعه { $size } كيبيبايت، والقيد يسع { $most }. اختصروا أطول حقل، { $name }؛ ويمكن أن يرافق النص الكامل القيد في ملف.
