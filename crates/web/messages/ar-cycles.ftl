# الدورات. ترجمة في انتظار مراجعة ناطقين بالعربية.

cycles = الدورات
cycles-lead = تدعو أمانة إلى الإجابة عن استبيان واحد خلال فترة محددة. والإجابة طوعية؛ وتَرِد هنا الإجابات كما قالها أصحابها.
cycles-open = الدورات المفتوحة
cycles-none-open = لا توجد دورة مفتوحة.
cycles-coming = الدورات المقبلة
cycles-past = الدورات السابقة
cycles-all = جميع الدورات
cycle-days-left = { $count ->
    [zero] تُغلق اليوم
    [one] بقي يوم واحد
    [two] بقي يومان
    [few] بقيت { $count } أيام
    [many] بقي { $count } يوما
    *[other] بقي { $count } يوم
}
cycle-coming = دورة مقبلة
cycle-open = دورة مفتوحة
cycle-closed = دورة مغلقة
cycle-answer = إعداد إجابة
cycle-addendum-note = انقضت الفترة المحددة: وما يُقبل الآن يُدرج إضافةً.
work-list = قائمة عمل الأمانة
cycle-answers = الإجابات
cycle-no-answers = لا توجد بعدُ إجابة يمكن قراءتها هنا.
cycle-addenda = الإضافات
cycle-addenda-note = ما قُبل بعد الإغلاق، أو ما حل محل إجابة بعد الإغلاق.
cycle-window = الفترة المحددة
cycle-window-note = أيام كاملة بالتوقيت العالمي المنسق، واليوم الأخير مشمول.
cycle-questionnaire = الاستبيان
cycle-languages = لغات الإجابات
cycle-record = القيد الذي يفتحها
draft-answers-cycle = إجابة عن الدورة
cycle-last-day = اليوم الأخير
cycle-problem-gone = لم تعد الدورة التي تجيب عنها موجودة: ابدأ مسودة جديدة.
cycle-problem-questionnaire = تطرح الدورة الآن استبيانا آخر: ابدأ مسودة جديدة من صفحتها.
cycle-problem-mechanism = تُقدَّم الإجابة للآلية التي طلبتها: اخترها.
cycle-problem-narrower = الدورة ليست علنية، فلا يمكن أن تكون الإجابة التي تذكرها علنية: اختر المشاركين في الآلية أو أمانتها.
cycle-problem-window = يجب أن تُفتح الفترة في يوم وأن تُغلق في اليوم نفسه أو بعده.
cycle-problem-no-questionnaire = اختر استبيانا تقبله الآلية.
work-list-lead = لموظفي هذه الأمانة وحدهم. لا شكل لها سوى هذه الصفحة: فلا تُصدَّر ولا تُطبع ولا تُعرض على غيرهم، ولا شيء علنيا يتيح حسابها.
work-list-awaited = المنتظَرون
work-list-answered = المجيبون
work-list-nobody-awaited = لا أحد منتظَر.
work-list-not-printed = قائمة العمل لا تُطبع.
error-not-acceptable = ليس لهذه الصفحة شكل كهذا
error-not-acceptable-do = افتحها بوصفها صفحة في متصفح.
transmission-cycle = الدورة التي يجيب عنها
transmission-no-cycle = لا توجد
mail-cycles = تذكير بالدورات
mail-cycles-note = ما دامت إجابة وفدكم منتظَرة: قبل اليوم الأخير بثلاثين يوما وسبعة أيام ويوم واحد، ومرة بعده، في رسالة واحدة لجميع الدورات.
mail-cycles-at-once = عند كل مرحلة
mail-cycles-weekly = مجتمعة، أيام الاثنين
mail-cycles-never = بلا تذكير
mail-cycles-of = بشأن دورات
mail-cycles-save = حفظ
compiled-earlier = أسئلة لم تعد مطروحة: النسخة { $count } من الاستبيان
compiled-asked-as = صيغة السؤال في النسخة { $count }
