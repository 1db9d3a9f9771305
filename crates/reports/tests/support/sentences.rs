//! A sentence in each language, for what needs many of them.

/// A sentence in each language.
pub fn sentence(language: &str) -> &'static str {
    match language {
        "ar" => "أنشأت الدولة فريقا وطنيا للاستجابة للحوادث.",
        "zh" => "该国设立了国家事件应对小组。",
        "fr" => "L’État a créé une équipe nationale d’intervention : elle répond « en un jour ».",
        "ru" => "Государство создало национальную группу реагирования.",
        "es" => "El Estado creó un equipo nacional de respuesta; ¿qué más?",
        _ => "The State has set up a national response team.",
    }
}
