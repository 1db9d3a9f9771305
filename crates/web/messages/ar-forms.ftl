# الاستبيانات بوصفها بيانات: أنواع القيود واستماراتها، والمصنفات التي تُملأ دون اتصال بالشبكة، والدورات. ترجمة في انتظار مراجعة ناطقين بالعربية.

kinds = أنواع القيود
kinds-lead = ما يمكن تدوينه هنا، كل نوع مع استمارته. والاستمارة ملف بيانات: تنقّحها الأمانة دون برنامج جديد، وتبقى الإجابات عن نسخة سابقة مقروءة.
kind-form = الاستمارة
kind-facts = عن هذا النوع
kind-version = النسخة { $count }
kind-writers = من يكتبه
kind-evidence = كيف يرد
kind-audiences = لمن يمكن أن يكون
kind-signers = موقّع من
kind-signed-by = { $count ->
    [zero] { $count } شخص
    [one] شخص واحد
    [two] شخصين على الأكثر
    [few] { $count } أشخاص على الأكثر
    [many] { $count } شخصا على الأكثر
   *[other] { $count } شخص على الأكثر
}
kind-own-machine-alone = لا يوقَّع إلا بمفتاح على جهاز الموقّع نفسه، ولا يوقَّع أبدا في صفحة المنصة.
kind-mechanisms = الآليات التي تقبله
kind-workbooks = للملء دون اتصال بالشبكة
kind-workbooks-note = مصنف (XLSX) لأي برنامج جداول. أعيدوه هنا إلى مسودة.
kind-for-programs = للبرامج
kind-schema = مخطط JSON Schema لمحتواه
kind-lacks-languages = نصوصه غير متاحة بعد بهذه اللغات؛ وترد الإنكليزية بدلا منها:
kind-asks-about = يسأل عن
written-by-delegates = مندوبو المشاركين
written-by-secretariat = أمانة الآلية
for-public = الجميع
for-own = وفد صاحبه
for-participants = مشاركون محددون بالاسم
for-group = مجموعة محددة بالاسم
for-mechanism = المشاركون في آلية
for-secretariat = رئاسة آلية وأمانتها
takes-words = { $count ->
    [zero] نص لا يتجاوز { $count } كلمة
    [one] نص من كلمة واحدة
    [two] نص لا يتجاوز كلمتين
    [few] نص لا يتجاوز { $count } كلمات
    [many] نص لا يتجاوز { $count } كلمة
   *[other] نص لا يتجاوز { $count } كلمة
}
takes-characters = { $count ->
    [zero] نص لا يتجاوز { $count } حرف
    [one] نص من حرف واحد
    [two] نص لا يتجاوز حرفين
    [few] نص لا يتجاوز { $count } أحرف
    [many] نص لا يتجاوز { $count } حرفا
   *[other] نص لا يتجاوز { $count } حرف
}
takes-choice = واحد مما يلي
takes-choices = واحد أو أكثر مما يلي
takes-number = عدد صحيح
takes-date = تاريخ
takes-addresses = { $count ->
    [zero] { $count } عنوان شبكي
    [one] عنوان شبكي واحد
    [two] عنوانان شبكيان على الأكثر
    [few] { $count } عناوين شبكية على الأكثر
    [many] { $count } عنوانا شبكيا على الأكثر
   *[other] { $count } عنوان شبكي على الأكثر
}
takes-rows = { $count ->
    [zero] جدول من { $count } صف، فيه
    [one] جدول من صف واحد، فيه
    [two] جدول من صفين على الأكثر، فيه
    [few] جدول من { $count } صفوف على الأكثر، فيه
    [many] جدول من { $count } صفا على الأكثر، فيه
   *[other] جدول من { $count } صف على الأكثر، فيه
}

# المصنف.
workbook-guide = إرشادات
workbook-guide-cells = اكتبوا إجاباتكم في الخلايا البيضاء بجانب الأسئلة. وكل ما عداها مقفل بلا كلمة سر.
workbook-guide-references = اتركوا المراجع الواردة في العمود الأول على حالها: فبها تهتدي كل إجابة إلى سؤالها. ويجوز فرز الصفوف وإعادة تسمية الأوراق أو نقلها.
workbook-guide-blank = اتركوا فارغا ما لا تجيبون عنه. وتدل النجمة على ما يجب ملؤه قبل توقيع القيد.
workbook-guide-choices = حيثما أمكن الاختيار، خذوه من قائمة الخلية، أو ضعوا علامة x بجانبه.
workbook-guide-dates = اكتبوا التواريخ هكذا: 2031-05-04، أو 2031-05 أو 2031 حيث لا يُعرف أكثر من ذلك.
workbook-guide-return = أعيدوا المصنف إلى مسودة في المنصة. ويُقبل كاملا أو لا يُقبل؛ ويبيَّن كل خطأ بورقته وخليته. ولا يُنشر شيء قبل أن يوقّعه شخص.
workbook-answers = الإجابات
workbook-reference = المرجع
workbook-question = السؤال
workbook-help = ما هو مطلوب
workbook-answer = الإجابة
workbook-goes-on = تُستكمل الإجابة الطويلة هنا.
workbook-mark-choice = x للاختيار

# مسودة ومصنفها.
draft-offline = العمل عليها دون اتصال بالشبكة
draft-offline-note = خذوا هذه المسودة في مصنف (XLSX)، واملؤوه بأي برنامج جداول، ثم أعيدوه. وما كُتب فيه ينتقل إلى الإجابات الواردة أعلاه، كاملا أو لا يُقبل؛ وما تُرك فارغا يبقى على حاله.
draft-workbook-get = تنزيل المصنف
draft-workbook-file = المصنف بعد ملئه
draft-workbook-send = أخذ إجاباته
draft-workbook-refused = لم يُقبل المصنف
draft-workbook-refused-note = { $count ->
    [zero] فيه { $count } خطأ. والمسودة باقية كما كانت.
    [one] فيه خطأ واحد. والمسودة باقية كما كانت.
    [two] فيه خطآن. والمسودة باقية كما كانت.
    [few] فيه { $count } أخطاء. والمسودة باقية كما كانت.
    [many] فيه { $count } خطأ. والمسودة باقية كما كانت.
   *[other] فيه { $count } خطأ. والمسودة باقية كما كانت.
}
draft-workbook-back = العودة إلى المسودة
notice-workbook-taken = إجابات المصنف موجودة الآن في المسودة.
workbook-whole = المصنف كله
workbook-place = الورقة والخلية
workbook-wrong = الخطأ

# لماذا لا يُقبل مصنف.
refusal-workbook-alive = في المصنف وحدات ماكرو أو روابط إلى ملفات أخرى. انسخوا الإجابات إلى مصنف خالٍ منها.
refusal-workbook-too-large = المصنف أكبر من أي استبيان. انسخوا الإجابات إلى المصنف الذي يُنزَّل هنا.
refusal-workbook-unreadable = تتعذر قراءة المصنف. احفظوه من جديد بصيغة XLSX، بلا كلمة سر.
refusal-not-a-workbook = هذا ليس مصنفا بصيغة XLSX. احفظوه باسم ينتهي بـ .xlsx، بلا كلمة سر.
refusal-workbook-formula = هذه صيغة حسابية. ضعوا مكانها نتيجتها نصا عاديا.
refusal-workbook-hidden = يرد هذا في صف مخفي أو عمود مخفي. أظهروه أو احذفوه.
refusal-workbook-cell = لا يمكن قراءة هذه الخلية كما تظهر. نسّقوها كنص واكتبوها من جديد.
refusal-workbook-no-questionnaire = لا توجد في هذا المصنف ورقة هي جزء من استبيان. املؤوا المصنف الذي يُنزَّل هنا.
refusal-workbook-foreign-sheet = هذه الورقة ليست جزءا من الاستبيان. انسخوا ما يهم منها إلى إجابة، واحذفوا الورقة.
refusal-workbook-sheet-twice = هذه الورقة موجودة مرتين. أبقوا المقصودة منهما.
refusal-workbook-other-version = تخص هذه الورقة استبيانا آخر أو نسخة أخرى منه. نزّلوا المصنف من جديد وانقلوا إليه الإجابات.
refusal-workbook-unknown-reference = ليس لأي سؤال هذا المرجع. أعيدوا المرجع الذي كان هنا.
refusal-workbook-reference-twice = يرد هذا المرجع في صف آخر أيضا. أبقوا أحد الصفين.
refusal-workbook-outside = يرد هذا حيث لا يُسأل عن شيء، وسيُفقد. انقلوه إلى إجابة.
refusal-workbook-not-a-mark = اكتبوا x لاختيار هذا، أو اتركوه فارغا.

facet-choice = الإجابة
