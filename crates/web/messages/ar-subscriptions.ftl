# الاشتراكات بالبريد الإلكتروني. ترجمة في انتظار مراجعة ناطقين بالعربية.

subscribe = الاشتراك بالبريد الإلكتروني
subscriptions = الاشتراكات بالبريد الإلكتروني
subscriptions-lead = الجديد في المواضيع التي تختارونها، في رسالة واحدة كل يوم أو كل أسبوع، ولا رسالة إن لم يكن هناك جديد.
subscriptions-no-mail = لا ترسل هذه المنصة بريدا. ويرد الجديد في مواضيعكم في هذه الصفحة.
subscriptions-unconfirmed = لا يُرسل إليكم شيء: ليس في حسابكم عنوان مؤكَّد يقبل البريد.
subscriptions-confirm = تأكيد عنوان
subscriptions-none = ليس لديكم أي اشتراك.
subscriptions-as = بصفتكم: { $name }
subscriptions-since = منذ
subscriptions-leave = إلغاء الاشتراك
subscriptions-leave-one = إلغاء الاشتراك في: { $name }
subscriptions-leave-all = إلغاء جميع الاشتراكات
subscriptions-rhythm = التواتر
subscriptions-every = رسالة واحدة لجميع الاشتراكات
subscriptions-every-note = تُرسل إلى عنوانكم المؤكَّد، باللغة التي اخترتموها للرسائل.
subscriptions-daily = يوميا
subscriptions-weekly = أسبوعيا، أيام الاثنين
subscriptions-save = حفظ
subscriptions-newest = الجديد في مواضيعكم
subscriptions-newest-note = ما قُبل منذ اشتراككم ويجوز للوفد الذي تعملون باسمه الآن أن يقرأه.
subscriptions-begin = إضافة اشتراك
subscriptions-begin-note = في صفحة كل عنصر من عناصر الإطار وكل آلية وكل نوع من القيود زر لذلك.
subscriptions-most = { $count ->
    [zero] لا يمكن أن يكون لديكم أي اشتراك.
    [one] يمكن أن يكون لديكم اشتراك واحد على الأكثر.
    [two] يمكن أن يكون لديكم اشتراكان على الأكثر.
    [few] يمكن أن يكون لديكم { $count } اشتراكات على الأكثر.
    [many] يمكن أن يكون لديكم { $count } اشتراكا على الأكثر.
    *[other] يمكن أن يكون لديكم { $count } اشتراك على الأكثر.
}
subscriptions-what-mail-says = تذكر الرسالة القيود العامة بعنوانها وصاحبها ونوعها وتاريخها. أما القيود غير الموجهة إلى الجميع فلا تقول إلا كم عدد الجديد منها؛ وتقرؤونها هنا بعد تسجيل الدخول. وفي كل رسالة رابط تلغون به الاشتراك دون تسجيل الدخول.
notice-subscribed = سُجّل اشتراككم. وستخبركم الرسالة الأولى بما يُقبل من الآن فصاعدا.
notice-unsubscribed = أُلغي الاشتراك.
notice-address-unconfirmed = لم يُسجّل اشتراككم: أكدوا أولا عنوانا للبريد في صفحة حسابكم.
leave-digest = إلغاء الاشتراك في الرسائل
leave-digest-lead = ينهي هذا جميع اشتراكات من أُرسلت إليه الرسالة. ولا يلزم تسجيل الدخول.
leave-digest-now = إلغاء الاشتراك
leave-digest-note = لم يغيّر فتح هذه الصفحة شيئا. ولا يمس ذلك الإشعارات بما يجري باسم الوفود.
leave-digest-left = انتهت الاشتراكات التي يخصها هذا الرابط. ولن تُرسل بشأنها أي رسالة أخرى.
leave-digest-again = يستطيع من يسجّل الدخول أن يشترك من جديد في أي وقت.
