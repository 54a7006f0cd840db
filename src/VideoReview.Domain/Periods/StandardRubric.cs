namespace VideoReview.Domain.Periods;

/// <summary>
/// The rubric that a new period begins with: five equal points, 0-4, met from 2; product.md,
/// "The five substance points".
/// </summary>
public static class StandardRubric
{
    public static Rubric Make() => new()
    {
        Points = [Background, IdeaGathering, IdeaSelection, Benefit, Impact],
        Levels = [new(0, 0), new(1, 1), new(3, 2), new(5, 3)],
    };

    private static RubricPoint Background => Point(
        "background",
        new("Latar belakang inovasi", "Background"),
        new("Masalah apa, dialami siapa, ditunjukkan dengan data?", "What problem, for whom, shown with data?"),
        new(
            "Tidak ada: masalah yang melatarbelakangi inovasi tidak disampaikan.",
            "Absent: the problem behind the innovation is not told."),
        new(
            "Disinggung: ada masalah disebut, tetapi tidak jelas dialami siapa atau sebesar apa.",
            "Only mentioned: a problem is named, but not whose it is or how large."),
        new(
            "Ada dan jelas: masalah dan siapa yang mengalaminya dijelaskan sehingga mudah dipahami.",
            "Present and clear: the problem and the people who have it are explained so that anybody understands."),
        new(
            "Jelas dengan bukti: besarnya masalah ditunjukkan dengan data atau gambar keadaan sebelumnya.",
            "Clear, with evidence: the size of the problem is shown by data or by pictures of the time before."),
        new(
            "Sangat kuat: data dan kesaksian pihak yang mengalami saling menguatkan.",
            "Very strong: data and the testimony of those concerned support each other."));

    private static RubricPoint IdeaGathering => Point(
        "idea-gathering",
        new("Penjaringan ide", "Gathering ideas"),
        new("Pilihan apa saja yang dikumpulkan, dan dari siapa?", "Which options were collected, from whom?"),
        new("Tidak ada: asal ide tidak disampaikan.", "Absent: where the idea came from is not told."),
        new(
            "Disinggung: disebut ada masukan atau rapat, tanpa isi dan pesertanya.",
            "Only mentioned: there was input or a meeting, without its content or its people."),
        new(
            "Ada dan jelas: cara menjaring ide dan pihak yang terlibat dijelaskan.",
            "Present and clear: how ideas were gathered and who took part is explained."),
        new(
            "Jelas dengan bukti: beberapa pilihan ide diperlihatkan bersama bukti prosesnya.",
            "Clear, with evidence: several options are shown together with proof of the process."),
        new(
            "Sangat kuat: data hasil penjaringan dan kesaksian peserta ditampilkan.",
            "Very strong: data of what was gathered and testimony of those who took part."));

    private static RubricPoint IdeaSelection => Point(
        "idea-selection",
        new("Pemilihan ide", "Choosing the idea"),
        new("Mengapa ide ini yang dipilih, dan dengan kriteria apa?", "Why this one; by which criteria?"),
        new("Tidak ada: alasan memilih ide tidak disampaikan.", "Absent: no reason for the choice is given."),
        new(
            "Disinggung: ide disebut terbaik tanpa alasan.",
            "Only mentioned: the idea is called the best, without a reason."),
        new(
            "Ada dan jelas: alasan dan kriteria pemilihan dijelaskan.",
            "Present and clear: the reason and the criteria are explained."),
        new(
            "Jelas dengan bukti: pilihan dibandingkan menurut kriteria dan hasilnya diperlihatkan.",
            "Clear, with evidence: options are compared by criteria and the outcome is shown."),
        new(
            "Sangat kuat: perbandingan didukung data atau uji coba dan kesaksian pengambil keputusan.",
            "Very strong: the comparison rests on data or a trial and on the testimony of those who decided."));

    private static RubricPoint Benefit => Point(
        "benefit",
        new("Manfaat inovasi", "Benefits"),
        new("Siapa memperoleh apa; keluaran apa yang dihasilkan?", "Who gains what; which output?"),
        new("Tidak ada: manfaat tidak disampaikan.", "Absent: no benefit is told."),
        new(
            "Disinggung: manfaat disebut secara umum tanpa penerimanya.",
            "Only mentioned: a benefit in general words, without those who receive it."),
        new(
            "Ada dan jelas: penerima manfaat dan yang mereka peroleh dijelaskan.",
            "Present and clear: who benefits and what they gain is explained."),
        new(
            "Jelas dengan bukti: keluaran dan jumlah penerima manfaat ditunjukkan.",
            "Clear, with evidence: output and the number of those who benefit are shown."),
        new(
            "Sangat kuat: data keluaran dan kesaksian penerima manfaat saling menguatkan.",
            "Very strong: data of the output and testimony of those who benefit support each other."));

    private static RubricPoint Impact => Point(
        "impact",
        new("Dampak inovasi", "Impact"),
        new("Apa yang berubah, diukur sebelum dan sesudahnya?", "What changed, measured, before and after?"),
        new("Tidak ada: perubahan tidak disampaikan.", "Absent: no change is told."),
        new("Disinggung: perubahan disebut tanpa ukuran.", "Only mentioned: a change is named, without a measure."),
        new(
            "Ada dan jelas: perubahan sebelum dan sesudah inovasi dijelaskan.",
            "Present and clear: the change from before to after is explained."),
        new(
            "Jelas dengan bukti: perubahan diukur dengan angka sebelum dan sesudah.",
            "Clear, with evidence: the change is measured, in numbers before and after."),
        new(
            "Sangat kuat: data terukur dari beberapa waktu dan kesaksian pihak yang merasakan dampaknya.",
            "Very strong: measured data over time and the testimony of those who feel the impact."));

    private static RubricPoint Point(string code, Bilingual name, Bilingual question, params Bilingual[] anchors) =>
        new(code, name, question, 20, [.. anchors.Select((text, score) => new Anchor(score, text))]);
}
